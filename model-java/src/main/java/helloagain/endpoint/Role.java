package helloagain.endpoint;

import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.message.HandshakeMessage;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.RecordProtection;
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

  /** Returns the protection of the first record that the peer protects, once there are keys. */
  Optional<RecordProtection> peerProtection(S state);

  /** Returns the protection of the first record that this side protects, once there are keys. */
  Optional<RecordProtection> ownProtection(S state);

  /** Tells whether nothing is read or sent any more. */
  boolean hasEnded(S state);

  /** Says in which records the handshake message stands that is sent between two states. */
  Framing framing(S before, S after, HandshakeMessage sent);

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
