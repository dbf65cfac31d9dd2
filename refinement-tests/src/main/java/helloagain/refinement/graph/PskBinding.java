package helloagain.refinement.graph;

import helloagain.exchange.Binders;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.PskIdentity;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes binders for whoever has the keys (RFC 8446, 4.2.11.2).
 *
 * @param psks the PSKs by identity
 * @param before what came before a second ClientHello
 */
record PskBinding(Map<Bytes, PreSharedKey> psks, Optional<SeenMessages.Retried> before) {
  /** The octets of a binder that is one of nothing. */
  private static final int NOTHING = HashAlgorithm.SHA256.length();

  /** Copies the map. */
  PskBinding {
    psks = Map.copyOf(psks);
  }

  /**
   * Returns the hello with a binder for each PSK: nothing for one that nobody knows, and nothing at
   * all if {@code pre_shared_key} is not last.
   */
  ClientHello bound(ClientHello hello) {
    return Binders.areLast(hello) ? boundBy(hello, identities(hello)) : unbound(hello);
  }

  /** Returns the hello with a binder for each of these PSKs, which need not be those it offers. */
  ClientHello boundBy(ClientHello hello, List<PskIdentity> identities) {
    // A truncated hello counts the octets of its binders, so that they have to have their lengths.
    ClientHello places =
        withBinders(
            hello,
            identities.stream()
                .map(
                    identity ->
                        Bytes.repeat(
                            0, known(identity).map(psk -> psk.hash().length()).orElse(NOTHING)))
                .toList());
    return withBinders(hello, binders(identities, transcript(), places));
  }

  /** Returns the hello with binders that are over another hello, which nothing came before. */
  ClientHello boundTo(ClientHello hello, ClientHello other) {
    return withBinders(hello, binders(identities(hello), Optional.empty(), other));
  }

  /** Returns the hello with binders of nothing, one for each PSK. */
  static ClientHello unbound(ClientHello hello) {
    return withBinders(
        hello, Collections.nCopies(identities(hello).size(), Bytes.repeat(0, NOTHING)));
  }

  private List<Bytes> binders(
      List<PskIdentity> identities, Optional<Transcript> over, ClientHello hello) {
    return identities.stream()
        .map(
            identity ->
                known(identity)
                    .map(psk -> Binders.of(psk, over, hello))
                    .orElse(Bytes.repeat(0, NOTHING)))
        .toList();
  }

  private Optional<PreSharedKey> known(PskIdentity identity) {
    return Optional.ofNullable(psks.get(identity.identity()));
  }

  private Optional<Transcript> transcript() {
    return before.map(
        retried ->
            Transcript.of(HandshakeCodec.encode(retried.firstHello()))
                .retried(
                    HashAlgorithm.forSuite(retried.retry().cipherSuite())
                        .orElse(HashAlgorithm.SHA256),
                    HandshakeCodec.encode(retried.retry())));
  }

  private static List<PskIdentity> identities(ClientHello hello) {
    return Extension.find(hello.extensions(), OfferedPsks.class)
        .map(OfferedPsks::identities)
        .orElse(List.of());
  }

  private static ClientHello withBinders(ClientHello hello, List<Bytes> binders) {
    return hello.withExtensions(
        Extensions.changed(
            hello.extensions(),
            OfferedPsks.class,
            offer -> new OfferedPsks(offer.identities(), binders)));
  }
}
