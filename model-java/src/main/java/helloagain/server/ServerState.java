package helloagain.server;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.rule.Violation;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.Transcript;
import java.util.Optional;

/**
 * Holds where a server stands (RFC 8446, A.2), up to its ServerHello.
 *
 * <p>The transitions:
 *
 * <ul>
 *   <li>Start to AwaitingSecondHello, on a ClientHello that lacks the share of the chosen group or
 *       a cookie; a HelloRetryRequest is sent
 *   <li>Start to Start, on such a ClientHello at a stateless server, whose cookie keeps the rest
 *   <li>Start and AwaitingSecondHello to Negotiated, on a ClientHello; a ServerHello is sent
 *   <li>these three to Aborted, on a message that breaks a rule; an alert is sent
 *   <li>these three to Closed, on an alert or the end of the transport
 * </ul>
 */
public sealed interface ServerState {
  /** Returns what the server brought to the exchange. */
  ServerConfig config();

  /** Tells whether nothing is read or sent any more. */
  default boolean hasEnded() {
    return this instanceof Aborted || this instanceof Closed;
  }

  /** The server has read nothing, or is stateless and knows of nothing. */
  record Start(ServerConfig config) implements ServerState {}

  /**
   * The server has sent a HelloRetryRequest.
   *
   * @param firstHello the first ClientHello
   * @param group the group that was chosen then, named in the HelloRetryRequest if it was needed
   *     and had no share; absent if none is in common and a PSK does without
   * @param retry the HelloRetryRequest
   * @param transcript {@code message_hash} and the HelloRetryRequest
   */
  record AwaitingSecondHello(
      ServerConfig config,
      ClientHello firstHello,
      Optional<NamedGroup> group,
      HelloRetryRequest retry,
      Transcript transcript)
      implements ServerState {
    /** Says what is done with early data: a retry ends it (ED-06). */
    public EarlyData earlyData() {
      return Hellos.carries(firstHello, ExtensionType.EARLY_DATA)
          ? EarlyData.RETRIED
          : EarlyData.NONE;
    }
  }

  /**
   * The server has sent its ServerHello; what follows is protected.
   *
   * @param firstHello the first ClientHello, of which a stateless server had only the hash
   * @param retry the HelloRetryRequest, if there was one
   * @param secondHello the second ClientHello, if there was a HelloRetryRequest
   * @param reply the ServerHello
   * @param transcript the messages up to the ServerHello
   * @param psk the PSK that it uses, if it does
   * @param earlyData what it does with early data
   * @param secrets the secrets, from the PSK and the (EC)DHE secret as far as there are any
   */
  record Negotiated(
      ServerConfig config,
      Optional<ClientHello> firstHello,
      Optional<HelloRetryRequest> retry,
      Optional<ClientHello> secondHello,
      ServerHello reply,
      Transcript transcript,
      Optional<PreSharedKey> psk,
      EarlyData earlyData,
      HandshakeSecrets secrets)
      implements ServerState {}

  /**
   * The server has sent an alert.
   *
   * @param at the state in which the message came
   * @param violation the rule that decided, and the alert
   */
  record Aborted(ServerState at, Violation violation) implements ServerState {
    @Override
    public ServerConfig config() {
      return at.config();
    }
  }

  /**
   * The client or the transport has ended the exchange.
   *
   * @param at the state in which that was seen
   * @param cause the alert, or the end of the transport
   */
  record Closed(ServerState at, Received cause) implements ServerState {
    @Override
    public ServerConfig config() {
      return at.config();
    }
  }
}
