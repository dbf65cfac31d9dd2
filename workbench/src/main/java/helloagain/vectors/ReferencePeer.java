package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ServerHello;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Reference;
import helloagain.refinement.ServerSetup;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.PskPolicy;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Is the reference, or one that is broken on purpose, as a peer under test. */
final class ReferencePeer implements Tested {
  private final Reference reference;
  private final Profile profile;
  private Object state;

  private ReferencePeer(Reference reference, Profile profile, Object state) {
    this.reference = reference;
    this.profile = profile;
    this.state = state;
  }

  /**
   * Makes a peer of the reference.
   *
   * @param unchecked rules that it does not check
   */
  static ReferencePeer of(
      Reference reference, Profile profile, TestedPeer peer, Set<Rule> unchecked) {
    return peer instanceof TestedPeer.Client client
        ? new ReferencePeer(
            reference, profile, new ClientState.Start(config(client, profile, unchecked)))
        : new ReferencePeer(
            reference,
            profile,
            new ServerState.Start(config((TestedPeer.Server) peer, profile, unchecked)));
  }

  /** Sets up a client that is what a test is for. */
  static ClientConfig config(TestedPeer.Client client, Profile profile, Set<Rule> unchecked) {
    return new ClientSetup(
            client.groups(),
            Set.copyOf(client.shares()),
            client.suites(),
            client.versions(),
            client.compatibility() ? MessageConcretion.SESSION_ID : Bytes.EMPTY,
            List.of(),
            0,
            unchecked)
        .withPsks(
            new PskOffer(
                client.psks().stream().map(OfferedKey::external).toList(),
                client.modes(),
                client.earlyData()),
            false)
        .following(profile)
        .config();
  }

  /** Sets up a server that is what a test is for. */
  static ServerConfig config(TestedPeer.Server server, Profile profile, Set<Rule> unchecked) {
    return new ServerSetup(
            server.groups(),
            server.suites(),
            server.take(),
            server.cookie() ? Optional.of(MessageConcretion.COOKIE) : Optional.empty(),
            unchecked)
        .withPsks(
            new PskPolicy(server.psks(), server.modes(), server.psksFirst(), server.earlyData()))
        .following(profile)
        .config();
  }

  @Override
  public Optional<Heard> start() {
    Step<ClientState> step = reference.start(((ClientState) state).config());
    state = step.next();
    return heard(step.sent(), false);
  }

  @Override
  public Optional<Heard> tell(Bytes raw) {
    return read(Received.parse(raw, profile));
  }

  /**
   * Has no record layer; {@link EndpointPeer} has one.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Optional<Heard> tell(List<TlsRecord> records) {
    throw new UnsupportedOperationException("the machines read messages, not records");
  }

  @Override
  public Optional<Heard> tell(AlertDescription alert) {
    return read(new Received.AlertReceived(Alert.fatal(alert)));
  }

  @Override
  public Optional<Heard> tellEnd() {
    return read(new Received.TransportClosed());
  }

  private Optional<Heard> read(Received received) {
    if (state instanceof ClientState client) {
      Step<ClientState> step = reference.receive(client, received);
      state = step.next();
      boolean accepts = step.next() instanceof ClientState.Negotiated && step.next() != client;
      return accepts && step.sent().isEmpty()
          ? Optional.of(new Heard.GoesOn())
          : heard(step.sent(), step.next().hasEnded());
    }
    Step<ServerState> step = reference.receive((ServerState) state, received);
    state = step.next();
    return heard(step.sent(), step.next().hasEnded());
  }

  private static Optional<Heard> heard(List<Sent> sent, boolean ended) {
    if (!sent.isEmpty()) {
      return Optional.of(heard(sent.get(0)));
    }
    return ended ? Optional.of(new Heard.Closed()) : Optional.empty();
  }

  /** Returns what is heard of something that the reference sends. */
  static Heard heard(Sent sent) {
    return sent instanceof Sent.HandshakeSent handshake
        ? new Heard.Handshake(handshake.raw())
        : new Heard.FatalAlert(((Sent.AlertSent) sent).alert().description());
  }

  @Override
  public Optional<Bytes> transcriptHash() {
    return transcriptHash(state);
  }

  /** Returns the hash of the hellos of a state of either machine, if it has made its keys. */
  static Optional<Bytes> transcriptHash(Object state) {
    if (state instanceof ClientState.Negotiated client) {
      return Optional.of(hash(client.transcript(), client.reply()));
    }
    return state instanceof ServerState.Negotiated server
        ? Optional.of(hash(server.transcript(), server.reply()))
        : Optional.empty();
  }

  private static Bytes hash(Transcript transcript, ServerHello reply) {
    return transcript.hash(HashAlgorithm.forSuite(reply.cipherSuite()).orElseThrow());
  }

  @Override
  public boolean answersAtOnce() {
    return true;
  }

  @Override
  public void close() {}
}
