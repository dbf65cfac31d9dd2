package helloagain.peers;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.Trust;
import helloagain.live.Limits;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.live.Outcome;
import helloagain.live.PkixTrust;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.peers.PeerRun.Result;
import helloagain.peers.Scenario.Extra;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Judges;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the reference go through a scenario with a stack, and judges what came of it. */
public final class PeerExchange {
  private static final List<CipherSuite> SUITES =
      List.of(
          CipherSuite.TLS_AES_128_GCM_SHA256,
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

  private static final List<PskKeyExchangeMode> MODES = List.of(PskKeyExchangeMode.PSK_DHE_KE);

  /** A ticket of an hour, which means nothing to anybody else. */
  private static final NewSessionTicket SENT =
      new NewSessionTicket(
          3600, 0x0102_0304L, Bytes.of((byte) 0), Bytes.repeat(0x7e, 32), List.of());

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Limits.DEFAULT.octets());

  private final Judges judges;
  private final Materials materials;
  private final Trust trust;

  /** Takes who judges, and what both peers have to know. */
  public PeerExchange(Judges judges, Materials materials) {
    this.judges = judges;
    this.materials = materials;
    try {
      this.trust = PkixTrust.of(materials.peer().credentials().chain());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate of our own cannot be read", e);
    }
  }

  /** Goes through a scenario; what goes wrong is in the result. */
  public PeerRun run(Stack stack, PeerRole role, Scenario scenario) {
    if (stack.presence() instanceof Presence.Absent absent) {
      return PeerRun.absent(stack.name(), Optional.empty(), role, scenario, absent.reason());
    }
    String version = ((Presence.Present) stack.presence()).version();
    Optional<String> unable = stack.unable(role, scenario);
    if (unable.isPresent()) {
      return PeerRun.absent(
          stack.name(), Optional.of(version), role, scenario, unable.orElseThrow());
    }
    try (Peer peer = stack.peer(role, scenario, materials)) {
      LiveRun run =
          role == PeerRole.CLIENT ? withClient(peer, scenario) : withServer(stack, peer, scenario);
      return judge(stack, version, role, scenario, peer, run);
    } catch (Stack.LacksException e) {
      return PeerRun.absent(
          stack.name(), Optional.of(version), role, scenario, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(stack, version, role, scenario, String.valueOf(e.getMessage()));
    }
  }

  private static PeerRun failed(
      Stack stack, String version, PeerRole role, Scenario scenario, String line) {
    return new PeerRun(
        stack.name(),
        Optional.of(version),
        role,
        scenario,
        Result.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        Optional.of(line));
  }

  // The reference.

  private LiveRun withClient(Peer peer, Scenario scenario) throws IOException {
    return peer.speak(
        server(
            scenario,
            switch (scenario.with()) {
              case EXTERNAL_PSK -> Optional.of(Materials.PSK);
              case TICKET -> Optional.of(sentTicket(peer, scenario));
              case NOTHING, COOKIE, CLIENT_CERTIFICATE -> Optional.empty();
            },
            Optional.empty()));
  }

  /** Gives the client a ticket, in a connection before. */
  private PreSharedKey sentTicket(Peer peer, Scenario scenario) throws IOException {
    LiveRun first = completed(peer.speak(server(scenario, Optional.empty(), Optional.of(SENT))));
    return first.tickets().get(0).psk();
  }

  private LiveRun withServer(Stack stack, Peer peer, Scenario scenario) throws IOException {
    PskOffer psks =
        switch (scenario.with()) {
          case EXTERNAL_PSK ->
              new PskOffer(List.of(OfferedKey.external(Materials.PSK)), MODES, false);
          case TICKET -> new PskOffer(List.of(ticket(stack, peer, scenario)), MODES, false);
          // BoringSSL and others send tickets only to those who name a mode.
          case NOTHING, COOKIE, CLIENT_CERTIFICATE -> new PskOffer(List.of(), MODES, false);
        };
    return peer.speak(client(stack, scenario, psks));
  }

  /** Takes the connection in which a ticket is given; it is judged as any other. */
  private LiveRun completed(LiveRun first) throws IOException {
    if (!(first.outcome() instanceof Outcome.Completed)) {
      throw new IOException("the connection before the one with a ticket was not completed");
    }
    if (!first.judge(judges).agrees()) {
      throw new IOException(
          "the specification does not agree with the connection before the one with a ticket");
    }
    return first;
  }

  private OfferedKey ticket(Stack stack, Peer peer, Scenario scenario) throws IOException {
    LiveRun first =
        completed(peer.speak(client(stack, scenario, new PskOffer(List.of(), MODES, false))));
    if (first.tickets().isEmpty()) {
      throw new Stack.LacksException("sends no ticket");
    }
    return first.tickets().get(0);
  }

  private LiveClient client(Stack stack, Scenario scenario, PskOffer psks) {
    NamedGroup shared = NamedGroup.X25519;
    boolean isShared = !scenario.retried() || stack.restrictsServerGroups();
    return new LiveClient(
        new ClientSetup(
                isShared ? scenario.clientGroups() : scenario.serverGroups(),
                isShared ? Set.of(shared) : Set.of(),
                SUITES,
                List.of(ProtocolVersion.TLS_13),
                stack.takesCompatibilityMode(scenario) ? MessageConcretion.SESSION_ID : Bytes.EMPTY,
                List.of(
                    Extension.ServerName.host(
                        Bytes.of(Materials.NAME.getBytes(StandardCharsets.US_ASCII)))),
                0,
                Set.of())
            .withPsks(psks, false),
        scenario.with() == Extra.CLIENT_CERTIFICATE ? Optional.of(credentials()) : Optional.empty(),
        trust,
        EndpointSettings.DEFAULT,
        LIMITS,
        Bytes.EMPTY,
        line(Materials.REQUEST));
  }

  private LiveServer server(
      Scenario scenario, Optional<PreSharedKey> psk, Optional<NewSessionTicket> ticket) {
    return new LiveServer(
        new ServerSetup(
                scenario.serverGroups(),
                SUITES,
                Take.SHARED,
                scenario.with() == Extra.COOKIE
                    ? Optional.of(MessageConcretion.COOKIE)
                    : Optional.empty(),
                Set.of())
            .withPsks(
                psk.map(known -> new PskPolicy(List.of(known), MODES, true, false))
                    .orElse(PskPolicy.NONE)),
        List.of(credentials()),
        scenario.with() == Extra.CLIENT_CERTIFICATE
            ? ClientAuthentication.REQUIRED
            : ClientAuthentication.NONE,
        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256),
        trust,
        EndpointSettings.DEFAULT,
        LIMITS,
        line(Materials.ANSWER),
        ticket);
  }

  private Credentials credentials() {
    return materials.reference().credentials();
  }

  private static Bytes line(String text) {
    return Bytes.of((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  // What came of it.

  private PeerRun judge(
      Stack stack, String version, PeerRole role, Scenario scenario, Peer peer, LiveRun run) {
    Verdict verdict = run.judge(judges);
    Optional<AlertDescription> alert = Optional.empty();
    Optional<Rule> rule = Optional.empty();
    Optional<String> note = stack.note(role, scenario);
    Optional<String> detail;
    Result result;
    if (run.outcome() instanceof Outcome.Completed) {
      Optional<String> amiss =
          amiss(stack, role, scenario, peer, run).or(() -> unjudged(verdict, run));
      result = amiss.isPresent() ? Result.FAILED : Result.COMPLETED;
      detail = amiss.or(() -> note);
    } else if (run.outcome() instanceof Outcome.Lost lost) {
      detail = Optional.of(lost.reason() + said(peer));
      result = Result.FAILED;
    } else {
      result = Result.REFUSED;

      String words;
      if (run.outcome() instanceof Outcome.Refused refused) {
        alert = Optional.of(refused.violation().alert());
        rule = Optional.of(refused.violation().rule());
        words = "the reference: " + refused.violation().reason();
      } else {
        alert = Optional.of(((Outcome.RefusedByPeer) run.outcome()).alert());
        words = "the peer refuses";
      }
      detail = Optional.of(note.orElse(words + said(peer)));
    }
    return new PeerRun(
        stack.name(),
        Optional.of(version),
        role,
        scenario,
        result,
        alert,
        rule,
        verdict.steps() == 0 ? Optional.empty() : Optional.of(verdict.agrees()),
        verdict.messages(),
        note.isPresent(),
        detail);
  }

  /** Says that the specification has not seen all of a run that it agrees with. */
  private static Optional<String> unjudged(Verdict verdict, LiveRun run) {
    return verdict.agrees() && verdict.messages() != run.received()
        ? Optional.of(
            "the specification has judged "
                + verdict.messages()
                + " of "
                + run.received()
                + " messages")
        : Optional.empty();
  }

  private static String said(Peer peer) {
    return peer.complaint().map(line -> "; the peer says: " + line).orElse("");
  }

  /** Says in what a handshake that was completed is not that of the scenario. */
  private static Optional<String> amiss(
      Stack stack, PeerRole role, Scenario scenario, Peer peer, LiveRun run) {
    Optional<HelloRetryRequest> retry = find(run, HelloRetryRequest.class);
    Optional<ServerHello> reply = find(run, ServerHello.class);
    String received = new String(run.dataReceived().toArray(), StandardCharsets.ISO_8859_1);
    String expected =
        (role == PeerRole.CLIENT ? Materials.REQUEST : stack.answerTo(scenario, Materials.REQUEST))
            + "\n";
    if (retry.isPresent() != scenario.retried()) {
      return Optional.of(retry.isPresent() ? "there was a retry" : "there was no retry");
    }
    Optional<NamedGroup> group = reply.flatMap(Hellos::selectedGroup);
    if (!group.equals(Optional.of(scenario.group()))) {
      return Optional.of("the group is " + group.map(NamedGroup::name).orElse("none"));
    }
    if (!received.equals(expected)) {
      return Optional.of("the data is not what was to come: '" + received.strip() + "'");
    }
    if (role == PeerRole.CLIENT && !peer.heard().contains(Materials.ANSWER)) {
      return Optional.of("the peer did not hear the answer" + said(peer));
    }
    return switch (scenario.with()) {
      case NOTHING -> Optional.empty();
      case COOKIE ->
          retry.orElseThrow().extensions().stream()
                  .anyMatch(extension -> extension.type().equals(ExtensionType.COOKIE))
              ? Optional.empty()
              : Optional.of("there was no cookie");
      // The server proves itself, and the client does.
      case CLIENT_CERTIFICATE ->
          proofs(run) == 2 ? Optional.empty() : Optional.of("the client did not prove itself");
      case EXTERNAL_PSK, TICKET ->
          proofs(run) == 0
                  && reply.orElseThrow().extensions().stream()
                      .anyMatch(extension -> extension.type().equals(ExtensionType.PRE_SHARED_KEY))
              ? Optional.empty()
              : Optional.of("no PSK was used");
    };
  }

  private static <T> Optional<T> find(LiveRun run, Class<T> type) {
    return messages(run).stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static long proofs(LiveRun run) {
    return messages(run).stream()
        .filter(message -> message.type().equals(HandshakeType.CERTIFICATE_VERIFY))
        .count();
  }

  private static List<HandshakeMessage> messages(LiveRun run) {
    return run.events().stream().flatMap(event -> message(event).stream()).toList();
  }

  private static Optional<HandshakeMessage> message(Event event) {
    if (event instanceof HandshakeReceived received) {
      return Optional.of(received.message());
    }
    return event instanceof HandshakeSent sent ? Optional.of(sent.message()) : Optional.empty();
  }
}
