package helloagain.refinement;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.server.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Describes a receiver and the records that it reads.
 *
 * @param reader who reads
 * @param setup what both peers are
 * @param moves the records, in order; the run ends early when the receiver does
 */
public record RecordScript(Reader reader, Setup setup, List<RecordMove> moves) {
  /** Copies the list. */
  public RecordScript {
    moves = List.copyOf(moves);
  }

  /** Names the receiver. */
  public enum Reader {
    CLIENT,
    SERVER
  }

  /**
   * Describes both peers, {@code IsSetup} in {@code Records.tla}.
   *
   * @param compatible whether the client has a session id (D.4)
   * @param early whether it announces early data
   * @param retries whether the server asks for another group
   * @param stateless whether a server drops change_cipher_spec before the first hello
   * @param ccsLimit how many change_cipher_spec the reader drops
   * @param earlyLimit how many octets of early data it skips
   * @param unenforced rules that the reader does not check
   */
  public record Setup(
      boolean compatible,
      boolean early,
      boolean retries,
      boolean stateless,
      int ccsLimit,
      int earlyLimit,
      Set<Rule> unenforced) {
    /** Copies the set. */
    public Setup {
      unenforced = Set.copyOf(unenforced);
    }

    /** Returns the same setup with one more rule that is not checked. */
    public Setup without(Rule rule) {
      return new Setup(
          compatible,
          early,
          retries,
          stateless,
          ccsLimit,
          earlyLimit,
          ClientSetup.plus(unenforced, rule));
    }

    EndpointSettings settings() {
      EndpointSettings settings =
          EndpointSettings.DEFAULT
              .opening()
              .withChangeCipherSpecLimit(ccsLimit)
              .withEarlyDataLimit(earlyLimit);
      return stateless ? settings.withoutState() : settings;
    }

    ClientConfig client(Set<Rule> without) {
      return new ClientSetup(
              List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
              Set.of(NamedGroup.X25519),
              List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
              List.of(ProtocolVersion.TLS_13),
              compatible ? Bytes.repeat(0x1d, 32) : Bytes.EMPTY,
              early ? List.of(new Extension.EarlyData()) : List.of(),
              0,
              without)
          .config();
    }

    ServerConfig server(Set<Rule> without) {
      return new ServerSetup(
              List.of(retries ? NamedGroup.SECP256R1 : NamedGroup.X25519),
              List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
              Take.SHARED,
              Optional.empty(),
              without)
          .config();
    }
  }

  /**
   * Holds the hellos of an exchange that nobody disturbs, with their headers of 4 octets.
   *
   * @param ofClient one or two ClientHellos
   * @param ofServer ServerHello, perhaps after a HelloRetryRequest
   */
  record Hellos(List<Bytes> ofClient, List<Bytes> ofServer) {
    /** The hellos depend on what the peers are and not on how they read, and cost keys. */
    private static final Map<List<Boolean>, Hellos> KNOWN = new ConcurrentHashMap<>();

    static Hellos of(Setup setup) {
      return KNOWN.computeIfAbsent(
          List.of(setup.compatible(), setup.early(), setup.retries()), key -> exchange(setup));
    }

    private static Hellos exchange(Setup setup) {
      Endpoint.Result<ClientState> client = Endpoint.client(setup.client(Set.of())).start();
      Endpoint.Result<ServerState> server =
          Endpoint.server(setup.server(Set.of())).feed(client.toSend());
      client = client.next().feed(server.toSend());
      if (!client.next().isNegotiated()) {
        server = server.next().feed(client.toSend());
        client = client.next().feed(server.toSend());
      }
      if (!client.next().isNegotiated()) {
        throw new IllegalStateException("the peers do not agree: " + client.next().state());
      }
      return new Hellos(sent(client.next()), sent(server.next()));
    }

    private static List<Bytes> sent(Endpoint<?> endpoint) {
      List<Bytes> messages = new ArrayList<>();
      for (var event : endpoint.events()) {
        if (event instanceof HandshakeSent handshake) {
          messages.add(handshake.raw());
        }
      }
      return messages;
    }
  }
}
