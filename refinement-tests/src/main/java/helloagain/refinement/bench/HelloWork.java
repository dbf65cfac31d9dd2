package helloagain.refinement.bench;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.keyexchange.Agreement;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.HandshakeMessage;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.KeyPool;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Does the reference's work for one exchange with a HelloRetryRequest, a piece at a time: the
 * client offers secp256r1 and x25519 with a share of the first, the server takes x25519 alone and
 * asks for a cookie. JMH measures the pieces; {@link HelloBench} runs it.
 *
 * <p>A machine is given a message that is decoded already. It judges it, takes it into the
 * transcript, and makes and encodes the answer. Keys that are known were made beforehand; fresh
 * ones are made, and the secret computed, within the piece.
 */
@State(Scope.Thread)
public class HelloWork {
  private static final NamedGroup GROUP = NamedGroup.X25519;

  private final Randomness randomness = Randomness.seeded(1);
  private final ClientConfig client = client(Set.of(NamedGroup.SECP256R1));
  private final ServerConfig server = server();

  private final Step<ClientState> clientStarts = ClientMachine.start(client);
  private final Step<ServerState> serverRetries =
      ServerMachine.receive(ServerMachine.start(server), received(clientStarts));
  private final Step<ClientState> clientRetries =
      ClientMachine.receive(clientStarts.next(), received(serverRetries));
  private final Step<ServerState> serverAccepts =
      ServerMachine.receive(serverRetries.next(), received(clientRetries));

  private final Piece firstHello = Piece.of(clientStarts);
  private final Piece retry = Piece.of(serverRetries);
  private final Piece secondHello = Piece.of(clientRetries);
  private final Piece reply = Piece.of(serverAccepts);

  private final ServerState serverBeforeFirstHello = ServerMachine.start(server);
  private final ServerState serverWithFreshKeys =
      ServerMachine.receive(
              ServerMachine.start(
                  new ServerConfig(server.policy(), server.random(), Responder.fresh(randomness))),
              firstHello.received())
          .next();
  private final ClientState clientWithFreshKeys =
      ClientMachine.start(
              new ClientConfig(
                  client.firstHello(),
                  client.firstKeys(),
                  KeySource.fresh(randomness),
                  client.layout(),
                  client.enforced()))
          .next();

  /** The same exchange with a key of which nobody remembers what it agreed on. */
  private final Step<ClientState> clientRetriesWithFreshKeys =
      ClientMachine.receive(clientWithFreshKeys, retry.received());

  private final Piece replyToFreshKeys =
      Piece.of(ServerMachine.receive(serverRetries.next(), received(clientRetriesWithFreshKeys)));

  private final EphemeralKey clientKey = KeyExchange.generate(GROUP, randomness);
  private final Bytes serverShare =
      ((Agreement.Agreed) KeyPool.respond(GROUP, clientKey.share())).serverShare();

  /** A message that was sent, as it is sent and as it is received. */
  private record Piece(HandshakeMessage message, Bytes raw) {
    static Piece of(Step<?> step) {
      Sent.HandshakeSent sent = (Sent.HandshakeSent) step.sent().get(0);
      return new Piece(sent.message(), sent.raw());
    }

    Received received() {
      return new Received.HandshakeReceived(message, raw);
    }
  }

  private static Received received(Step<?> step) {
    return Piece.of(step).received();
  }

  private static ClientConfig client(Set<NamedGroup> shared) {
    return new ClientSetup(
            List.of(NamedGroup.SECP256R1, GROUP),
            shared,
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
            List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12),
            MessageConcretion.SESSION_ID,
            List.of(),
            0,
            Set.of())
        .config();
  }

  private static ServerConfig server() {
    return new ServerSetup(
            List.of(GROUP),
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
            Take.SHARED,
            Optional.of(MessageConcretion.COOKIE),
            Set.of())
        .config();
  }

  /** Decodes the first ClientHello. */
  @Benchmark
  public Decoded<HandshakeMessage> decodeFirstHello() {
    return HandshakeCodec.decode(firstHello.raw());
  }

  /** Decodes the HelloRetryRequest. */
  @Benchmark
  public Decoded<HandshakeMessage> decodeRetry() {
    return HandshakeCodec.decode(retry.raw());
  }

  /** Decodes the ServerHello. */
  @Benchmark
  public Decoded<HandshakeMessage> decodeReply() {
    return HandshakeCodec.decode(reply.raw());
  }

  /** Lets the server answer the first ClientHello with the HelloRetryRequest. */
  @Benchmark
  public Step<ServerState> serverRetries() {
    return ServerMachine.receive(serverBeforeFirstHello, firstHello.received());
  }

  /** Lets the client answer the HelloRetryRequest with a key that is known. */
  @Benchmark
  public Step<ClientState> clientRetries() {
    return ClientMachine.receive(clientStarts.next(), retry.received());
  }

  /** Lets the client answer the HelloRetryRequest with a fresh key. */
  @Benchmark
  public Step<ClientState> clientRetriesFresh() {
    return ClientMachine.receive(clientWithFreshKeys, retry.received());
  }

  /**
   * Lets the server answer the second ClientHello with the ServerHello, its answer to the share
   * known.
   */
  @Benchmark
  public Step<ServerState> serverAccepts() {
    return ServerMachine.receive(serverRetries.next(), secondHello.received());
  }

  /** Lets the server answer the second ClientHello with the ServerHello and a fresh key. */
  @Benchmark
  public Step<ServerState> serverAcceptsFresh() {
    return ServerMachine.receive(serverWithFreshKeys, secondHello.received());
  }

  /** Lets the client accept the ServerHello and compute the shared secret. */
  @Benchmark
  public Step<ClientState> clientAccepts() {
    return ClientMachine.receive(clientRetriesWithFreshKeys.next(), replyToFreshKeys.received());
  }

  /** Computes the client's shared secret, and nothing else. */
  @Benchmark
  public Agreement clientAgrees() {
    return KeyExchange.finish(clientKey, serverShare);
  }

  /** Encodes the first ClientHello. */
  @Benchmark
  public Bytes encodeFirstHello() {
    return HandshakeCodec.encode(firstHello.message());
  }

  /** Encodes the HelloRetryRequest. */
  @Benchmark
  public Bytes encodeRetry() {
    return HandshakeCodec.encode(retry.message());
  }
}
