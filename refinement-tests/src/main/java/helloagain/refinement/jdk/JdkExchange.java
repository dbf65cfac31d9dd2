package helloagain.refinement.jdk;

import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.refinement.EventTrace;
import helloagain.refinement.Trace;
import helloagain.refinement.jdk.JdkScenario.Ending;
import helloagain.rule.Violation;
import helloagain.server.ServerState;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;

/**
 * Holds what went between the JDK and the reference, up to and with the ServerHello. Both are in
 * this JVM; there is no socket, no thread and no file.
 *
 * @param title the title of the scenario
 * @param peerVersion the JDK, {@code java.runtime.version}
 * @param jdkRole what the JDK was; for the trace it is the hostile peer, bound by nothing
 * @param trace the messages of the JDK, which make the same run again
 * @param retried whether there was a HelloRetryRequest
 * @param messages what the reference received and sent, in order
 * @param ending how the reference ended
 * @param keys whether both have the same keys afterwards: the reference opens the first protected
 *     record of the JDK's server, or the JDK's client opens EncryptedExtensions of the reference
 * @param complaint why the JDK gave up, in its own words, if it did
 */
public record JdkExchange(
    String title,
    String peerVersion,
    JdkRole jdkRole,
    Trace trace,
    boolean retried,
    List<Event> messages,
    Ending ending,
    KeyCheck keys,
    Optional<String> complaint) {
  /** An EncryptedExtensions message without extensions (4.3.1). */
  private static final Bytes ENCRYPTED_EXTENSIONS =
      Bytes.of(
          (byte) HandshakeType.ENCRYPTED_EXTENSIONS.code(),
          (byte) 0,
          (byte) 0,
          (byte) 2,
          (byte) 0,
          (byte) 0);

  /** Far more than an exchange takes: each peer sends at most twice and an alert. */
  private static final int MAX_TURNS = 16;

  /** Copies the list. */
  public JdkExchange {
    messages = List.copyOf(messages);
  }

  /** Lets both speak until neither has more to say. */
  public static JdkExchange run(JdkScenario scenario) {
    return scenario instanceof JdkScenario.JdkClient jdkClient
        ? runServer(jdkClient)
        : runClient((JdkScenario.JdkServer) scenario);
  }

  private static JdkExchange runServer(JdkScenario.JdkClient scenario) {
    JdkPeer jdk = scenario.jdk().client();
    Endpoint<ServerState> server =
        pump(Endpoint.server(scenario.server().config(), scenario.records()).start(), jdk);
    KeyCheck keys =
        server.state() instanceof ServerState.Negotiated negotiated
            ? tryServerKey(
                negotiated.reply().cipherSuite(), negotiated.secrets().serverTraffic(), jdk)
            : KeyCheck.NOT_MADE;
    return of(
        scenario,
        EventTrace.ofServer(comment(scenario), scenario.server(), server.events()),
        server.events(),
        serverEnding(server.state()),
        keys,
        jdk);
  }

  private static JdkExchange runClient(JdkScenario.JdkServer scenario) {
    JdkPeer jdk = scenario.jdk().server();
    Endpoint<ClientState> client =
        pump(Endpoint.client(scenario.client().config(), scenario.records()).start(), jdk);
    KeyCheck keys =
        client.state() instanceof ClientState.Negotiated negotiated
            ? client.protectedRecords().stream()
                .findFirst()
                .map(record -> opens(negotiated, record))
                .orElse(KeyCheck.NOT_MADE)
            : KeyCheck.NOT_MADE;
    return of(
        scenario,
        EventTrace.ofClient(comment(scenario), scenario.client(), client.events()),
        client.events(),
        clientEnding(client.state()),
        keys,
        jdk);
  }

  /** Sends the JDK's client what only the right key opens. */
  static KeyCheck tryServerKey(CipherSuite suite, Bytes serverTraffic, JdkPeer jdk) {
    if (jdk.failure().isPresent()) {
      return KeyCheck.NOT_MADE;
    }
    jdk.feed(Protection.seal(suite, serverTraffic, ContentType.HANDSHAKE, ENCRYPTED_EXTENSIONS));
    return jdk.failure().isEmpty() ? KeyCheck.AGREE : KeyCheck.DIFFER;
  }

  private static KeyCheck opens(ClientState.Negotiated negotiated, TlsRecord record) {
    return Protection.open(
                negotiated.reply().cipherSuite(),
                negotiated.secrets().serverTraffic(),
                record.fragment())
            .filter(content -> content.at(0) == HandshakeType.ENCRYPTED_EXTENSIONS.code())
            .isPresent()
        ? KeyCheck.AGREE
        : KeyCheck.DIFFER;
  }

  /** Returns the octets of the messages that the reference sent, alerts not among them. */
  public List<Bytes> sent() {
    return messages.stream()
        .filter(Sent.HandshakeSent.class::isInstance)
        .map(event -> ((Sent.HandshakeSent) event).raw())
        .toList();
  }

  private static JdkExchange of(
      JdkScenario scenario,
      Trace trace,
      List<Event> messages,
      Ending ending,
      KeyCheck keys,
      JdkPeer jdk) {
    if (messages.stream().anyMatch(Received.Unparsable.class::isInstance)) {
      throw new IllegalStateException("the JDK sent what cannot be read: " + messages);
    }
    boolean retried =
        messages.stream()
            .anyMatch(
                event ->
                    (event instanceof HandshakeReceived received
                            && received.message() instanceof HelloRetryRequest)
                        || (event instanceof Sent.HandshakeSent sent
                            && sent.message() instanceof HelloRetryRequest));
    return new JdkExchange(
        scenario.title(),
        runtimeVersion(),
        scenario.jdkRole(),
        trace,
        retried,
        messages,
        ending,
        keys,
        jdk.failure());
  }

  /** Carries octets between both, the first flight of the client first. */
  static <S> Endpoint<S> pump(Endpoint.Result<S> started, JdkPeer jdk) {
    Endpoint<S> ours = started.next();
    Bytes toUs = Bytes.concat(jdk.begin(), jdk.feed(started.toSend()));
    for (int turn = 0; !toUs.isEmpty(); turn++) {
      if (turn == MAX_TURNS) {
        throw new IllegalStateException("the exchange does not end");
      }
      Endpoint.Result<S> result = ours.feed(toUs);
      ours = result.next();
      toUs = result.toSend().isEmpty() ? Bytes.EMPTY : jdk.feed(result.toSend());
    }
    return ours;
  }

  private static Ending clientEnding(ClientState state) {
    if (state instanceof ClientState.Negotiated negotiated) {
      return negotiated(negotiated.reply());
    }
    if (state instanceof ClientState.Aborted aborted) {
      return aborted(aborted.violation());
    }
    return state instanceof ClientState.Closed closed
        ? refused(closed.cause())
        : new Ending.Unfinished();
  }

  private static Ending serverEnding(ServerState state) {
    if (state instanceof ServerState.Negotiated negotiated) {
      return negotiated(negotiated.reply());
    }
    if (state instanceof ServerState.Aborted aborted) {
      return aborted(aborted.violation());
    }
    return state instanceof ServerState.Closed closed
        ? refused(closed.cause())
        : new Ending.Unfinished();
  }

  private static Ending negotiated(ServerHello reply) {
    NamedGroup group =
        Hellos.selectedGroup(reply)
            .orElseThrow(() -> new IllegalStateException("no share in " + reply));
    return new Ending.Negotiated(reply.cipherSuite(), group);
  }

  private static Ending aborted(Violation violation) {
    return new Ending.Aborted(violation.alert());
  }

  private static Ending refused(Received cause) {
    return cause instanceof AlertReceived alert
        ? new Ending.Refused(alert.alert().description())
        : new Ending.Unfinished();
  }

  private static String comment(JdkScenario scenario) {
    return scenario.title() + " (JDK " + runtimeVersion() + ")";
  }

  private static String runtimeVersion() {
    return System.getProperty("java.runtime.version", "unknown");
  }
}
