package helloagain.refinement.graph;

import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.KeyPool;
import helloagain.refinement.MessageConcretion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes well-formed answers to a ClientHello, sensible or not, {@code Answers} in {@code
 * HostilePeers.tla}.
 *
 * @param groups the groups that a hostile server may name
 * @param suites the suites that it may name
 */
record Answers(List<NamedGroup> groups, List<CipherSuite> suites) {
  /** Copies the lists. */
  Answers {
    groups = List.copyOf(groups);
    suites = List.copyOf(suites);
  }

  /** Returns the answers to a hello. */
  List<ServerReply> to(ClientHello hello) {
    int psks = Hellos.pskIdentities(hello).size();
    List<ServerReply> all = new ArrayList<>();
    for (CipherSuite suite : suites) {
      for (Optional<NamedGroup> group : groupsAndNone()) {
        all.add(retry(hello, suite, group, false));
        all.add(retry(hello, suite, group, true));
        if (group.isPresent()) {
          all.add(serverHello(hello, suite, group, Optional.empty()));
        }
        // Any PSK, and one that was not offered.
        for (int index = 0; psks > 0 && index <= psks; index++) {
          all.add(serverHello(hello, suite, group, Optional.of(index)));
        }
      }
    }
    return all;
  }

  private List<Optional<NamedGroup>> groupsAndNone() {
    return Stream.concat(groups.stream().map(Optional::of), Stream.of(Optional.<NamedGroup>empty()))
        .toList();
  }

  private static HelloRetryRequest retry(
      ClientHello hello, CipherSuite suite, Optional<NamedGroup> group, boolean cookie) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SelectedVersion(ProtocolVersion.TLS_13));
    group.ifPresent(named -> extensions.add(new KeyShareRetry(named)));
    if (cookie) {
      extensions.add(new Cookie(MessageConcretion.COOKIE));
    }
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12, hello.legacySessionId(), suite, 0, extensions);
  }

  private static ServerHello serverHello(
      ClientHello hello, CipherSuite suite, Optional<NamedGroup> group, Optional<Integer> psk) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SelectedVersion(ProtocolVersion.TLS_13));
    group.ifPresent(
        chosen ->
            extensions.add(
                new KeyShareReply(
                    new KeyShareEntry(chosen, KeyPool.key(chosen, "server").share()))));
    psk.ifPresent(index -> extensions.add(new SelectedPsk(index)));
    return new ServerHello(
        ProtocolVersion.TLS_12,
        MessageConcretion.SERVER_RANDOM,
        hello.legacySessionId(),
        suite,
        0,
        extensions);
  }
}
