package helloagain.peers;

import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.live.LiveRun;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Says whether a handshake that was completed is that of its scenario. */
final class Judgement {
  private Judgement() {}

  /** Says in what a handshake that was completed is not that of the scenario. */
  static Optional<String> amiss(
      Stack stack, PeerRole role, Scenario scenario, Peer peer, LiveRun run) {
    Optional<HelloRetryRequest> retry = find(run, HelloRetryRequest.class);
    Optional<ServerHello> reply = find(run, ServerHello.class);
    String received = new String(run.dataReceived().toArray(), StandardCharsets.ISO_8859_1);
    if (retry.isPresent() != scenario.retried()) {
      return Optional.of(retry.isPresent() ? "there was a retry" : "there was no retry");
    }
    Optional<NamedGroup> group = reply.flatMap(Hellos::selectedGroup);
    if (!group.equals(Optional.of(scenario.group()))) {
      return Optional.of("the group is " + group.map(NamedGroup::name).orElse("none"));
    }
    if (role == PeerRole.CLIENT
        ? !received.equals(Materials.REQUEST + "\n")
        : !stack.isAnswer(received)) {
      return Optional.of("the data is not what was to come: '" + received.strip() + "'");
    }
    if (role == PeerRole.CLIENT && !peer.heard().contains(Materials.ANSWER)) {
      return Optional.of("the peer did not hear the answer" + PeerExchange.said(peer));
    }
    if (exportsSame(peer, run).equals(Optional.of(false))) {
      return Optional.of("the exporters differ");
    }
    return switch (scenario.with()) {
      case NOTHING, PROBE -> Optional.empty();
      case COOKIE ->
          retry.orElseThrow().extensions().stream()
                  .anyMatch(extension -> extension.type().equals(ExtensionType.COOKIE))
              ? Optional.empty()
              : Optional.of("there was no cookie");
      // The server proves itself, and the client does.
      case CLIENT_CERTIFICATE ->
          proofs(run) == 2 ? Optional.empty() : Optional.of("the client did not prove itself");
      case EXTERNAL_PSK, TICKET ->
          proofs(run) == 0
                  && reply.orElseThrow().extensions().stream()
                      .anyMatch(extension -> extension.type().equals(ExtensionType.PRE_SHARED_KEY))
              ? Optional.empty()
              : Optional.of("no PSK was used");
      case EARLY_DATA -> earlyAmiss(role, peer, run);
    };
  }

  /** Says in what early data was not refused as a HelloRetryRequest refuses it. */
  private static Optional<String> earlyAmiss(PeerRole role, Peer peer, LiveRun run) {
    List<Boolean> offers =
        messages(run).stream()
            .filter(ClientHello.class::isInstance)
            .map(hello -> ((ClientHello) hello).extensions())
            .map(all -> Extension.find(all, Extension.EarlyData.class).isPresent())
            .toList();
    boolean isSent =
        role == PeerRole.CLIENT
            ? run.skippedEarlyData() > 0
            : run.events().stream()
                .anyMatch(event -> event instanceof DataSent data && data.early());
    if (!offers.equals(List.of(true, false))) {
      return Optional.of("whether the hellos offer early data: " + offers);
    }
    if (!isSent) {
      return Optional.of("no early data was sent");
    }
    return role == PeerRole.SERVER && peer.heard().contains(Materials.EARLY)
        ? Optional.of("the early data was not skipped")
        : Optional.empty();
  }

  /** Tells whether both peers export the same, if they came that far and the other one tells. */
  static Optional<Boolean> exportsSame(Peer peer, LiveRun run) {
    return run.exporter()
        .map(ours -> ours.export(Materials.LABEL, Materials.EXPORTED))
        .flatMap(ours -> peer.exported().map(ours::equals));
  }

  private static <T> Optional<T> find(LiveRun run, Class<T> type) {
    return messages(run).stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static long proofs(LiveRun run) {
    return messages(run).stream()
        .filter(message -> message.type().equals(HandshakeType.CERTIFICATE_VERIFY))
        .count();
  }

  private static List<HandshakeMessage> messages(LiveRun run) {
    return run.events().stream().flatMap(event -> message(event).stream()).toList();
  }

  private static Optional<HandshakeMessage> message(Event event) {
    if (event instanceof HandshakeReceived received) {
      return Optional.of(received.message());
    }
    return event instanceof HandshakeSent sent ? Optional.of(sent.message()) : Optional.empty();
  }
}
