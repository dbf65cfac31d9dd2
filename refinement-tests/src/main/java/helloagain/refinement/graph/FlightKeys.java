package helloagain.refinement.graph;

import helloagain.client.ClientState;
import helloagain.message.Bytes;
import helloagain.refinement.KeyPool;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.server.ServerState;
import helloagain.spec.TlaRecord;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what the proofs of both flights are made with: all that either peer of a handshake knows.
 *
 * @param hash the hash of the suite
 * @param secrets the secrets of the hellos
 * @param withoutPsk those of somebody who leaves out the PSK; the same if there is none
 * @param hellos the messages up to ServerHello, {@code HellosOf}
 * @param peer the record of a peer that has come to ServerHello
 */
record FlightKeys(
    HashAlgorithm hash,
    HandshakeSecrets secrets,
    HandshakeSecrets withoutPsk,
    List<Bytes> hellos,
    TlaRecord peer) {
  /** Copies the list. */
  FlightKeys {
    hellos = List.copyOf(hellos);
  }

  /** Returns the keys of a client that has accepted a ServerHello. */
  static FlightKeys of(ClientState.Negotiated client, TlaRecord peer) {
    return of(HandshakeContext.of(client), client.secrets(), client.psk().isPresent(), peer);
  }

  /** Returns the keys of a server that has sent its ServerHello. */
  static FlightKeys of(ServerState.Negotiated server, TlaRecord peer) {
    return of(HandshakeContext.of(server), server.secrets(), server.psk().isPresent(), peer);
  }

  private static FlightKeys of(
      HandshakeContext context, HandshakeSecrets secrets, boolean withPsk, TlaRecord peer) {
    return new FlightKeys(
        context.hash(),
        secrets,
        withPsk ? withoutPsk(context) : secrets,
        context.transcript().messages(),
        peer);
  }

  /** 7.1: zeros stand for the PSK, and for the (EC)DHE secret if there is none. */
  private static HandshakeSecrets withoutPsk(HandshakeContext context) {
    return context.clientShare().stream()
        .flatMap(
            share ->
                Stream.of("first", "second").map(purpose -> KeyPool.key(share.group(), purpose)))
        .flatMap(key -> context.secrets(key).stream())
        .findFirst()
        .orElseGet(
            () ->
                KeySchedule.handshakeSecrets(
                    context.hash(), Optional.empty(), Optional.empty(), context.transcriptHash()));
  }

  /** Tells whether a PSK is among what the secrets are of. */
  boolean hasPsk() {
    return !secrets.equals(withoutPsk);
  }

  /** Computes the verify_data of a Finished (4.4.4). */
  Bytes verifyData(boolean withPsk, Side side, List<Bytes> over) {
    return KeySchedule.verifyData(
        hash, side.trafficSecret(withPsk ? secrets : withoutPsk), hashOf(over));
  }

  /** Computes Transcript-Hash (4.4.1), also of messages that are no transcript. */
  Bytes hashOf(List<Bytes> messages) {
    return hash.hash(Bytes.concat(messages.toArray(Bytes[]::new)));
  }
}
