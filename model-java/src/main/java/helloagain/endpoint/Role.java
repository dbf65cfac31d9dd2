package helloagain.endpoint;

import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.HandshakeMessage;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.TrafficSecret;
import helloagain.transcript.HashAlgorithm;
import java.util.Optional;
import java.util.Set;

/**
 * Says what an endpoint has to know of the machine behind it.
 *
 * @param <S> the states of the machine
 */
interface Role<S> {
  /** Begins, if the machine has not begun. */
  Step<S> start(S state);

  /** Takes what was received. */
  Step<S> receive(S state, Received received);

  /** Ends the exchange over a record. */
  Step<S> abort(S state, Violation violation);

  /** Returns the rules that end the exchange when a record breaks them. */
  Set<Rule> enforced(S state);

  /** Returns the document that the machine follows. */
  Profile profile(S state);

  /** Tells whether the machine reads: it has been started, by whatever starts it. */
  boolean isStarted(S state);

  /** Tells whether the first ClientHello has been sent or received whole. */
  boolean hasFirstHello(S state);

  /** Tells whether protected records may come. */
  boolean isNegotiated(S state);

  /**
   * Tells whether early data may come that is to be skipped (4.2.10), as long as nothing has been
   * opened.
   */
  boolean skipsEarlyData(S state);

  /** Returns the secret that the peer's records are under now, once there is one. */
  Optional<TrafficSecret> peerSecret(S state);

  /**
   * Returns likewise the secret under which something is sent; nothing for what goes in the clear.
   *
   * @param state the state before it is sent
   */
  Optional<TrafficSecret> ownSecret(S state, Sent sent);

  /**
   * Tells whether the machine reads what comes after the hellos, and application data. Only such a
   * one does what the methods below ask for.
   */
  default boolean readsFlights() {
    return false;
  }

  /** Does what is the machine's turn to do, before it reads on; nothing if it waits. */
  default Optional<Step<S>> turn(S state) {
    return Optional.empty();
  }

  /** Tells whether what the peer protects now is early data. */
  default boolean readsEarlyData(S state) {
    return false;
  }

  /**
   * Sends application data.
   *
   * @param early whether it goes before the handshake is done (4.2.10)
   * @throws IllegalStateException if it is not the time for that
   */
  default Step<S> send(S state, Bytes data, boolean early) {
    throw onlyHellos();
  }

  /**
   * Sends a KeyUpdate (4.6.3).
   *
   * @throws IllegalStateException if it is not the time for that
   */
  default Step<S> updateKeys(S state, KeyUpdateRequest request) {
    throw onlyHellos();
  }

  /**
   * Sends a ticket (4.6.1).
   *
   * @throws IllegalStateException if this is no server, or it is not the time for that
   */
  default Step<S> sendTicket(S state, NewSessionTicket ticket) {
    throw onlyHellos();
  }

  private static IllegalStateException onlyHellos() {
    return new IllegalStateException("only the hellos are spoken here");
  }

  /** Tells whether nothing is read or sent any more. */
  boolean hasEnded(S state);

  /** Says in which records the handshake message stands that is sent between two states. */
  Framing framing(S before, S after, HandshakeMessage sent);

  /**
   * Returns a secret of a client. A suite that is none of TLS 1.3, which only a client accepts that
   * does not mind, passes for one with SHA-256.
   */
  static TrafficSecret ofClient(CipherSuite suite, Bytes secret) {
    return new TrafficSecret(
        HashAlgorithm.forSuite(suite).isPresent() ? suite : CipherSuite.TLS_AES_128_GCM_SHA256,
        secret);
  }

  /**
   * Holds how a handshake message is put into records.
   *
   * @param recordVersion the version of its records
   * @param changeCipherSpecBefore whether one change_cipher_spec comes directly before it (D.4)
   * @param changeCipherSpecAfter whether one change_cipher_spec comes directly after it (D.4)
   */
  record Framing(
      ProtocolVersion recordVersion,
      boolean changeCipherSpecBefore,
      boolean changeCipherSpecAfter) {}
}
