package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightServerConfig;
import helloagain.refinement.RecordedPeer.Acted;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.ServerState;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one whole handshake in the reference and in the specification, move by move. One peer is the
 * reference; the other sends whatever was recorded.
 *
 * <p>Up to ServerHello that is the business of {@link LockStep}. Then the state of the reference is
 * projected to the variables of {@code RecordedFlights.tla} after each move, and must be one that
 * the specification reaches by the same action.
 *
 * <p>Confined to one thread. Once a move differs, the run is over.
 */
public final class FlightLockStep implements JudgedRun {
  private final LockStep hellos;
  private final Reference reference;
  private final SpecModel model;
  private final Profile profile;
  private final Optional<RecordedClient> client;
  private final Optional<FlightServerConfig> serverConfig;
  private final List<Move> moves = new ArrayList<>();
  private final List<LockStep.Event> events = new ArrayList<>();
  private final List<TlaValue> sent = new ArrayList<>();
  private Optional<RecordedPeer> peer = Optional.empty();
  private Optional<Packet> pending = Optional.empty();
  private @Nullable SpecState spec;
  private Optional<Difference> difference = Optional.empty();

  private record Packet(Received received, TlaRecord value) {}

  private FlightLockStep(
      Judges judges,
      Reference reference,
      Optional<FlightClientConfig> client,
      Optional<FlightServerConfig> server) {
    this.hellos =
        new LockStep(
            judges,
            reference,
            client.map(FlightClientConfig::hellos),
            server.map(FlightServerConfig::hellos));
    this.reference = reference;
    this.profile =
        client
            .map(config -> config.hellos().profile())
            .orElseGet(() -> server.orElseThrow().hellos().profile());
    this.model = judges.ofFlights(profile);
    this.client =
        client.map(
            config ->
                new RecordedClient(
                    reference, hellos.projector(), config, hellos.client().orElseThrow()));
    this.serverConfig = server;
  }

  /** Prepares a run of a client. */
  public static FlightLockStep ofClient(
      Judges judges, Reference reference, FlightClientConfig client) {
    return new FlightLockStep(judges, reference, Optional.of(client), Optional.empty());
  }

  /** Prepares a run of a server. */
  public static FlightLockStep ofServer(
      Judges judges, Reference reference, FlightServerConfig server) {
    return new FlightLockStep(judges, reference, Optional.empty(), Optional.of(server));
  }

  /** Prepares the run of a trace that has a flight. */
  static FlightLockStep of(Judges judges, Reference reference, Trace trace, FlightSetup flight) {
    return flight instanceof FlightSetup.OfClient client
        ? ofClient(judges, reference, client.config(trace.client().orElseThrow()))
        : ofServer(
            judges,
            reference,
            ((FlightSetup.OfServer) flight).config(trace.server().orElseThrow()));
  }

  @Override
  public List<Move> moves() {
    return List.copyOf(moves);
  }

  @Override
  public List<LockStep.Event> events() {
    return List.copyOf(events);
  }

  @Override
  public Optional<Difference> difference() {
    return difference;
  }

  @Override
  public List<String> violatedInvariants() {
    return spec == null ? hellos.violatedInvariants() : model.violatedInvariants(spec);
  }

  @Override
  public boolean isPossible(Move move) {
    if (difference.isPresent()) {
      return false;
    }
    if (move instanceof Move.OfFlight own) {
      return acting().filter(actor -> actor.isPossible(own)).isPresent();
    }
    if (peer.isEmpty()) {
      return hellos.isPossible(move);
    }
    boolean toClient = client.isPresent();
    boolean reads = peer.orElseThrow().reads();
    if (move.isReading()) {
      return move.isOfServer() != toClient && reads && pending.isPresent();
    }
    // A server has no early data.
    boolean isEarlyFromServer =
        toClient && move.carried().filter(new Payload.Data(true)::equals).isPresent();
    return move.carried().isPresent()
        && move.isOfServer() == toClient
        && reads
        && pending.isEmpty()
        && !isEarlyFromServer;
  }

  /** A client may send early data before ServerHello. */
  private Optional<RecordedPeer> acting() {
    return peer.or(() -> client);
  }

  @Override
  public boolean apply(Move move) {
    if (!isPossible(move)) {
      throw new IllegalStateException("not possible here: " + move);
    }
    moves.add(move);
    boolean isOfHellos = peer.isEmpty() && !(move instanceof Move.OfFlight);
    return isOfHellos ? applyToHellos(move) : applyToFlight(move);
  }

  private boolean applyToHellos(Move move) {
    int before = hellos.events().size();
    boolean same = hellos.apply(move);
    events.addAll(hellos.events().subList(before, hellos.events().size()));
    if (!same) {
      Difference found = hellos.difference().orElseThrow();
      // Early data makes moves of its own between those of the hellos.
      differ(found.action(), found.rule(), found.allowed(), found.observed());
      return false;
    }
    hellos.client().ifPresent(this::takeClient);
    hellos.server().ifPresent(this::takeServer);
    return difference.isEmpty();
  }

  private void takeClient(ClientState state) {
    RecordedClient recorded = client.orElseThrow();
    recorded.take(state);
    if (state instanceof ClientState.Negotiated) {
      begin(recorded);
    }
  }

  private void takeServer(ServerState state) {
    if (state instanceof ServerState.Negotiated negotiated) {
      begin(
          new RecordedServer(
              reference, hellos.projector(), serverConfig.orElseThrow(), negotiated));
    }
  }

  /** Whoever goes on after the hellos is who has come to their end: that is no step. */
  private void begin(RecordedPeer recorded) {
    peer = Optional.of(recorded);
    TlaRecord before = hellos.spec().get(name()).asRecord();
    TlaRecord after = recorded.value();
    for (String field : before.fields().keySet()) {
      boolean saysMore = field.equals("first") || field.equals("second");
      if (!saysMore && !before.get(field).equals(after.get(field))) {
        differ(
            "the end of the hellos",
            Optional.empty(),
            List.of(),
            String.join("; ", Apart.places(name(), before.get(field), after.get(field))));
        return;
      }
    }
    spec = model.state(variables());
  }

  private String name() {
    return client.isPresent() ? "client" : "server";
  }

  private boolean applyToFlight(Move move) {
    RecordedPeer actor = acting().orElseThrow();
    SpecState before = spec == null ? model.state(variables()) : spec;
    Step step;
    try {
      step = make(move, actor);
    } catch (IllegalStateException | IllegalArgumentException e) {
      differ(name() + " acts", decidingRule(before, move), List.of(), "the reference failed: " + e);
      return false;
    }
    SpecState after = model.state(variables());
    events.add(new LockStep.Event(move, step.action(), step.message(), step.sent(), step.state()));
    if (!model.relates(step.operator(), step.arguments(), before, after)) {
      differ(
          step.action(),
          decidingRule(before, move),
          allowed(before, move),
          step.action() + ": " + LockStep.brief(step.state()) + places(step, before));
      return false;
    }
    if (peer.isPresent()) {
      spec = after;
    }
    return true;
  }

  /** What came of a move: the action, the operator that judges it, and its arguments. */
  private record Step(
      String action,
      String operator,
      List<TlaValue> arguments,
      Optional<TlaRecord> message,
      List<TlaRecord> sent,
      TlaRecord state) {}

  private Step make(Move move, RecordedPeer actor) {
    if (move.carried().isPresent()) {
      Payload payload = move.carried().orElseThrow();
      Received received = payload.received(profile);
      TlaRecord value = actor.project(payload, received, model);
      pending = Optional.of(new Packet(received, value));
      String action = client.isPresent() ? FlightActions.SERVER_SENDS : FlightActions.CLIENT_SENDS;
      return new Step(
          action,
          FlightActions.operator(action),
          List.of(value),
          Optional.of(value),
          List.of(value),
          PeerProjection.HOSTILE);
    }
    Optional<Packet> next = pending;
    Acted acted;
    if (move instanceof Move.OfFlight own) {
      acted = actor.act(own);
    } else {
      pending = Optional.empty();
      acted = actor.read(next.orElseThrow().received(), next.orElseThrow().value());
    }
    sent.addAll(acted.sent());
    return new Step(
        acted.action(),
        FlightActions.operator(acted.action()),
        acted.arguments(),
        move.isReading() ? next.map(Packet::value) : acted.sent().stream().findFirst(),
        acted.sent(),
        actor.value());
  }

  private Map<String, TlaValue> variables() {
    Map<String, TlaValue> variables = new TreeMap<>();
    boolean isClient = client.isPresent();
    TlaRecord own = acting().orElseThrow().value();
    TlaSequence waiting = Tla.sequence(pending.stream().toList(), Packet::value);
    // Nobody reads what the reference sends.
    TlaSequence out =
        new TlaSequence(
            Stream.concat(
                    hellos
                        .spec()
                        .get(isClient ? "toServer" : "toClient")
                        .asSequence()
                        .elements()
                        .stream(),
                    sent.stream())
                .toList());
    variables.put("client", isClient ? own : PeerProjection.HOSTILE);
    variables.put("server", isClient ? PeerProjection.HOSTILE : own);
    variables.put("toServer", isClient ? out : waiting);
    variables.put("toClient", isClient ? waiting : out);
    return variables;
  }

  private void differ(String action, Optional<Rule> rule, List<String> allowed, String observed) {
    difference = Optional.of(new Difference(moves.size(), action, rule, allowed, observed));
  }

  /** The rule that decides: one that binds, or else one that leaves the choice. */
  private Optional<Rule> decidingRule(SpecState before, Move move) {
    if (!move.isReading()) {
      return Optional.empty();
    }
    boolean isClient = client.isPresent();
    TlaRecord head =
        before.get(isClient ? "toClient" : "toServer").asSequence().elements().get(0).asRecord();
    String type = head.get("type").asString();
    if (type.equals("alert") || type.equals("close")) {
      return Optional.empty();
    }
    Set<Rule> broken =
        BrokenRules.of(
            model,
            isClient ? "BrokenInRecordAtClient" : "BrokenInRecordAtServer",
            before.get(name()),
            head);
    return Stream.concat(
            broken.stream().filter(rule -> rule.level(profile) == Rule.Level.MUST), broken.stream())
        .findFirst();
  }

  private List<String> allowed(SpecState before, Move move) {
    if (!move.isReading()) {
      return List.of();
    }
    return (client.isPresent() ? FlightActions.READING_OF_CLIENT : FlightActions.READING_OF_SERVER)
        .stream()
            .flatMap(
                action ->
                    model.apply(FlightActions.operatorOfAll(action), List.of(), before).stream()
                        .map(state -> state.get(name()).asRecord())
                        .map(value -> action + ": " + LockStep.brief(value)))
            .distinct()
            .toList();
  }

  /** Where what the reference did leaves what the same action leads to. */
  private String places(Step step, SpecState before) {
    if (step.state().equals(PeerProjection.HOSTILE)) {
      return "";
    }
    return model.apply(step.operator(), step.arguments(), before).stream()
        .map(state -> state.get(name()))
        .findFirst()
        .map(expected -> Apart.places(name(), expected, step.state()))
        .filter(apart -> !apart.isEmpty())
        .map(apart -> "; " + String.join("; ", apart))
        .orElse("");
  }
}
