package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.exchange.Hellos;
import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.KeyShareEntry;
import helloagain.message.ServerHello;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.server.ServerState;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.Optional;

/**
 * Holds what anybody can hear of a handshake that has come to its ServerHello, and computes from it
 * what authenticates the handshake (RFC 8446, 4.4).
 *
 * @param transcript the messages up to the ServerHello
 * @param hash the hash of its suite
 * @param clientShare the client's share of the selected group
 * @param serverShare the server's share
 */
record HandshakeContext(
    Transcript transcript,
    HashAlgorithm hash,
    Optional<KeyShareEntry> clientShare,
    Optional<KeyShareEntry> serverShare) {
  /** Returns the context of a client that has accepted a ServerHello. */
  static HandshakeContext of(ClientState.Negotiated client) {
    return of(
        client.transcript(),
        client.secondHello().orElseGet(() -> client.config().firstHello()),
        client.reply());
  }

  /** Returns the context of a server that remembers and has sent a ServerHello. */
  static HandshakeContext of(ServerState.Negotiated server) {
    return of(
        server.transcript(),
        server.secondHello().or(server::firstHello).orElseThrow(),
        server.reply());
  }

  private static HandshakeContext of(
      Transcript transcript, ClientHello answered, ServerHello reply) {
    Optional<KeyShareEntry> serverShare = Hellos.serverShare(reply);
    return new HandshakeContext(
        transcript,
        // Only a peer that is broken on purpose takes another suite, and then for SHA-256.
        HashAlgorithm.forSuite(reply.cipherSuite()).orElse(HashAlgorithm.SHA256),
        serverShare.flatMap(share -> Hellos.shareFor(answered, share.group())),
        serverShare);
  }

  /** Computes Transcript-Hash (4.4.1). */
  Bytes transcriptHash() {
    return transcript.hash(hash);
  }

  /**
   * Computes the verify_data of a Finished (4.4.4), over the hellos alone as in {@code
   * Authenticated.tla}.
   *
   * @param trafficSecret the handshake traffic secret of the side that sends it
   */
  Bytes verifyData(Bytes trafficSecret) {
    return KeySchedule.verifyData(hash, trafficSecret, transcriptHash());
  }

  /**
   * Computes the secrets with the private key of either side (7.1 and 7.4).
   *
   * @return nothing if the key is of neither side
   */
  Optional<HandshakeSecrets> secrets(EphemeralKey key) {
    KeyShareEntry own = SessionKeys.shareOf(key);
    Optional<KeyShareEntry> peer =
        clientShare.filter(own::equals).isPresent()
            ? serverShare
            : serverShare.filter(own::equals).flatMap(share -> clientShare);
    return peer.map(share -> KeyExchange.finish(key, share.keyExchange()))
        .filter(Agreement.Agreed.class::isInstance)
        .map(agreement -> ((Agreement.Agreed) agreement).sharedSecret())
        .map(
            shared ->
                KeySchedule.handshakeSecrets(
                    hash, Optional.empty(), Optional.of(shared), transcriptHash()));
  }
}
