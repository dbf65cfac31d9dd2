package helloagain.client;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.keyexchange.EphemeralKey;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.rule.Violation;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.PreSharedKey;
import helloagain.transcript.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * Holds where a client stands (RFC 8446, A.1), up to the ServerHello.
 *
 * <p>The transitions:
 *
 * <ul>
 *   <li>Start to AwaitingServerHello, when it is started; the first ClientHello is sent
 *   <li>AwaitingServerHello to AwaitingServerHelloAgain, on a HelloRetryRequest; the second
 *       ClientHello is sent
 *   <li>AwaitingServerHello and AwaitingServerHelloAgain to Negotiated, on a ServerHello
 *   <li>these three to Aborted, on a message that breaks a rule; an alert is sent
 *   <li>these three to Closed, on an alert or the end of the transport
 * </ul>
 *
 * <p>A.1 has one state to wait for either reply, and a loop; two states bound the loop (MSG-04).
 */
public sealed interface ClientState {
  /** Returns what the client brought to the exchange. */
  ClientConfig config();

  /** Tells whether nothing is read or sent any more. */
  default boolean hasEnded() {
    return this instanceof Aborted || this instanceof Closed;
  }

  /**
   * Says what has become of early data: a retry ends what the first hello offered (ED-21). Whether
   * the server accepts it is known only from EncryptedExtensions.
   */
  default EarlyDataOffer earlyData() {
    if (this instanceof Aborted aborted) {
      return aborted.at().earlyData();
    }
    if (this instanceof Closed closed) {
      return closed.at().earlyData();
    }
    if (this instanceof Start || !Hellos.carries(config().firstHello(), ExtensionType.EARLY_DATA)) {
      return EarlyDataOffer.NONE;
    }
    boolean retried =
        this instanceof AwaitingServerHelloAgain
            || (this instanceof Negotiated negotiated && negotiated.retry().isPresent());
    return retried ? EarlyDataOffer.DROPPED : EarlyDataOffer.OFFERED;
  }

  /** The client has sent nothing. */
  record Start(ClientConfig config) implements ClientState {}

  /**
   * The client has sent its first ClientHello.
   *
   * @param transcript the first ClientHello
   */
  record AwaitingServerHello(ClientConfig config, Transcript transcript) implements ClientState {}

  /**
   * The client has sent its second ClientHello.
   *
   * @param retry the HelloRetryRequest that it follows
   * @param secondHello the second ClientHello
   * @param keys the keys behind its shares
   * @param transcript {@code message_hash}, the HelloRetryRequest and the second ClientHello
   */
  record AwaitingServerHelloAgain(
      ClientConfig config,
      HelloRetryRequest retry,
      ClientHello secondHello,
      List<EphemeralKey> keys,
      Transcript transcript)
      implements ClientState {
    /** Copies the list. */
    public AwaitingServerHelloAgain {
      keys = List.copyOf(keys);
    }
  }

  /**
   * The client has accepted a ServerHello; what follows is protected.
   *
   * @param retry the HelloRetryRequest, if there was one
   * @param secondHello the second ClientHello, if there was a HelloRetryRequest
   * @param reply the ServerHello
   * @param transcript the messages up to the ServerHello
   * @param psk the PSK that the ServerHello selects in the latest hello, if it does (PSK-22)
   * @param secrets the secrets, from the PSK and the (EC)DHE secret as far as there are any
   */
  record Negotiated(
      ClientConfig config,
      Optional<HelloRetryRequest> retry,
      Optional<ClientHello> secondHello,
      ServerHello reply,
      Transcript transcript,
      Optional<PreSharedKey> psk,
      HandshakeSecrets secrets)
      implements ClientState {}

  /**
   * The client has sent an alert.
   *
   * @param at the state in which the message came
   * @param violation the rule that decided, and the alert
   */
  record Aborted(ClientState at, Violation violation) implements ClientState {
    @Override
    public ClientConfig config() {
      return at.config();
    }
  }

  /**
   * The server or the transport has ended the exchange.
   *
   * @param at the state in which that was seen
   * @param cause the alert, or the end of the transport
   */
  record Closed(ClientState at, Received cause) implements ClientState {
    @Override
    public ClientConfig config() {
      return at.config();
    }
  }
}
