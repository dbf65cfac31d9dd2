package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.keyexchange.EphemeralKey;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.schedule.HandshakeSecrets;
import helloagain.server.ServerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes what an attacker can say after a ServerHello: of signatures and MACs that it has heard, and
 * of those that it makes with private keys that it has, and with no others (RFC 8446, 4.4.3 and
 * 4.4.4). Confined to one thread.
 */
final class ForgedLetters {
  private final LetterBook book;
  private final Heard heard;
  private final LongTermKey trusted;
  private final LongTermKey own;
  private final List<EphemeralKey> ownKeys;
  private final Map<Made<LongTermKey>, Bytes> signatures = new HashMap<>();
  private final Map<Made<EphemeralKey>, Optional<Bytes>> macs = new HashMap<>();

  private record Made<K>(Party<?> over, K key) {}

  /**
   * Makes an attacker's workshop.
   *
   * @param trusted the server's long-term key, of use only once it is revealed
   * @param own the attacker's long-term key
   * @param groups the groups in which it has keys
   */
  ForgedLetters(
      LetterBook book, Heard heard, LongTermKey trusted, LongTermKey own, List<NamedGroup> groups) {
    this.book = book;
    this.heard = heard;
    this.trusted = trusted;
    this.own = own;
    this.ownKeys = groups.stream().map(SessionKeys::ofAttacker).toList();
  }

  /** Returns any authentication that can be composed for a client. */
  List<Packet> forClient(AttackerRun run, Party<ClientState> client, ClientState.Negotiated state) {
    HandshakeContext context = HandshakeContext.of(state);
    Set<Bytes> withSignatures = new LinkedHashSet<>();
    Set<Bytes> withMacs = new LinkedHashSet<>();
    for (Session session : run.sessions()) {
      heard
          .authentication(session.server())
          .flatMap(Letter::in)
          .map(Letter.Authentication.class::cast)
          .ifPresent(
              letter -> {
                withSignatures.add(letter.signature());
                withMacs.add(letter.verifyData());
              });
    }
    withSignatures.add(signature(own, client, context));
    if (run.knowledge().longTerm()) {
      withSignatures.add(signature(trusted, client, context));
    }
    mac(Side.SERVER, run.knowledge(), client, context).ifPresent(withMacs::add);
    List<Packet> packets = new ArrayList<>();
    for (Bytes signature : withSignatures) {
      for (Bytes mac : withMacs) {
        packets.add(book.packet(new Letter.Authentication(signature, mac)));
      }
    }
    return packets;
  }

  /** Returns the Finished that a server awaits, if the attacker can make it. */
  Optional<Packet> forServer(
      AttackerRun run, Party<ServerState> server, ServerState.Negotiated state) {
    return mac(Side.CLIENT, run.knowledge(), server, HandshakeContext.of(state))
        .map(mac -> book.packet(new Letter.Finished(mac)));
  }

  private Bytes signature(LongTermKey key, Party<?> over, HandshakeContext context) {
    return signatures.computeIfAbsent(
        new Made<>(over, key), made -> book.sign(key, context, Parties.messages(over)));
  }

  /** Each party awaits the MAC of the other side alone, so that it says which side it is. */
  private Optional<Bytes> mac(
      Side side, AttackerRun.Knowledge knowledge, Party<?> over, HandshakeContext context) {
    return Stream.concat(ownKeys.stream(), knowledge.revealed().stream())
        .map(
            key ->
                macs.computeIfAbsent(
                    new Made<>(over, key),
                    made -> context.secrets(key).map(known -> mac(side, known, over, context))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Bytes mac(Side side, HandshakeSecrets secrets, Party<?> over, HandshakeContext context) {
    return book.finish(side, secrets, context, Parties.messages(over));
  }
}
