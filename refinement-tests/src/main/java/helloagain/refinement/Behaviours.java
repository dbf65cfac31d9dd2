package helloagain.refinement;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.rule.Profile;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws behaviours from the specification and drives the reference with them: offers and policies
 * of the bounded worlds, and what their hostile peers may send. The other direction, from runs of
 * the reference to the specification, starts in {@link Scripts}. For several threads.
 */
public final class Behaviours implements AutoCloseable {
  private static final int MAX_SENDS = 3;
  private static final int MAX_FAULTS = 2;

  private final Map<Asked, List<Bounds>> bounds = new ConcurrentHashMap<>();
  private final Map<TlaValue, List<TlaValue>> answers = new ConcurrentHashMap<>();

  /** A bounded world: its model, and the offers and policies that it has. */
  private record Bounds(SpecModel model, List<TlaValue> offers, List<TlaValue> policies) {}

  private record Asked(World world, Profile profile) {}

  private Bounds bounds(World world, Profile profile, Random random) {
    // The honest worlds are the same by both documents: nobody does what they judge differently.
    Asked asked = new Asked(world, world == World.HONEST ? Profile.RFC8446 : profile);
    return pick(bounds.computeIfAbsent(asked, Behaviours::load), random);
  }

  /** A world is there without PSKs and with them. */
  private static List<Bounds> load(Asked asked) {
    World world = asked.world();
    return Stream.of(
            "MC" + world.title(), "MCResumption" + (world == World.HONEST ? "" : world.title()))
        .map(module -> load(module, Judges.configuration(module, asked.profile())))
        .toList();
  }

  private static Bounds load(String module, String configuration) {
    SpecModel model = SpecModel.load(module, configuration);
    return new Bounds(model, set(model, "MCOffers"), set(model, "MCPolicies"));
  }

  /** Drives the reference with a behaviour. */
  public Verdict drive(
      Judges judges, Reference reference, World world, Profile profile, Random random) {
    Bounds drawn = bounds(world, profile, random);
    Optional<ClientSetup> client =
        world.hasClient()
            ? Optional.of(
                client(pick(drawn.offers(), random), random.nextBoolean()).following(profile))
            : Optional.empty();
    Optional<ServerSetup> server =
        world.hasServer()
            ? Optional.of(server(pick(drawn.policies(), random)).following(profile))
            : Optional.empty();
    LockStep run =
        new LockStep(
            judges, reference, client.map(ClientSetup::config), server.map(ServerSetup::config));
    boolean same = !world.hasClient() || run.apply(new Move.ClientStarts());
    same = same && run.settle();
    for (int i = 0; same && world != World.HONEST && i < MAX_SENDS; i++) {
      TlaRecord message =
          world == World.HOSTILE_SERVER
              ? answer(drawn.model(), run.spec(), random)
              : hello(drawn, run.spec(), random);
      Payload payload = MessageConcretion.payload(message, run.seen());
      Move move =
          world == World.HOSTILE_SERVER
              ? new Move.ServerSends(payload)
              : new Move.ClientSends(payload);
      if (!run.isPossible(move)) {
        break;
      }
      same = run.apply(move);
      requireSame(message, run);
      same = same && run.settle();
    }
    return Verdict.of(new Trace("", client, server, run.moves()), run);
  }

  /** What was drawn must be what the reference gets to read. */
  static void requireSame(TlaRecord drawn, LockStep run) {
    List<LockStep.Event> events = run.events();
    TlaRecord sent = events.get(events.size() - 1).message().orElseThrow();
    if (!sent.equals(drawn)) {
      throw new IllegalStateException("drawn " + drawn + " but sent " + sent);
    }
  }

  /** One of the messages that a hostile server sends in its world. */
  private TlaRecord answer(SpecModel model, SpecState state, Random random) {
    if (random.nextInt(10) == 0) {
      return noHello(model, random);
    }
    TlaRecord client = state.get("client").asRecord();
    TlaValue hello = model.evaluate("LatestHello", List.of(client), null);
    TlaValue base =
        pick(
            answers.computeIfAbsent(
                hello, asked -> model.evaluate("Answers", List.of(asked), null).asSet().elements()),
            random);
    TlaValue message = base;
    for (TlaValue fault : faults(model, "ServerFaults", random)) {
      TlaValue next = model.evaluate("WithServerFault", List.of(message, fault), null);
      if (model.evaluate("IsWellFormed", List.of(next), null).asBool()) {
        message = next;
      }
    }
    return message.asRecord();
  }

  /** One of the messages that a hostile client sends in its world. */
  private static TlaRecord hello(Bounds drawn, SpecState state, Random random) {
    SpecModel model = drawn.model();
    if (random.nextInt(10) == 0) {
      return noHello(model, random);
    }
    TlaRecord server = state.get("server").asRecord();
    boolean first = server.get("first").equals(Tla.NONE);
    TlaValue message =
        first
            ? model.evaluate("ClientHello", List.of(pick(drawn.offers(), random)), null)
            : server.get("retry").equals(Tla.NONE)
                ? server.get("first")
                : model.evaluate(
                    "SecondHello", List.of(server.get("first"), server.get("retry")), null);
    Set<TlaValue> unfit = first ? new LinkedHashSet<>(set(model, "OnlyInSecondHello")) : Set.of();
    TlaString key = Tla.string(first ? "first" : "other");
    TlaValue before =
        server.get("retry").equals(Tla.NONE)
            ? Tla.EMPTY
            : model.evaluate(
                "BeforeSecondHello", List.of(server.get("first"), server.get("retry")), null);
    for (TlaValue fault : faults(model, "ClientFaults", random)) {
      if (!unfit.contains(fault)) {
        message = model.evaluate("FaultyHello", List.of(message, fault, key, before), null);
      }
    }
    return message.asRecord();
  }

  /** One of {@code NoHello}, or the alert of {@code HostileServerCancels} and its like. */
  private static TlaRecord noHello(SpecModel model, Random random) {
    return random.nextBoolean()
        ? Tla.record("type", "alert", "description", "user_canceled")
        : pick(set(model, "NoHello"), random).asRecord();
  }

  /** No fault, one or two, in the order of the list. */
  private static List<TlaValue> faults(SpecModel model, String list, Random random) {
    List<TlaValue> names = model.evaluate(list, List.of(), null).asSequence().elements();
    return random
        .ints(random.nextInt(MAX_FAULTS + 1), 0, names.size())
        .sorted()
        .distinct()
        .mapToObj(names::get)
        .toList();
  }

  static ClientSetup client(TlaValue offer, boolean keepsUnfitPsks) {
    TlaRecord record = offer.asRecord();
    return new ClientSetup(
        names(record.get("groups")).stream().map(NamedGroup::named).toList(),
        record.get("shared").asSet().elements().stream()
            .map(group -> NamedGroup.named(group.asString()))
            .collect(Collectors.toSet()),
        names(record.get("suites")).stream().map(CipherSuite::named).toList(),
        names(record.get("versions")).stream().map(ProtocolVersion::named).toList(),
        record.get("sessionId").asString().equals("empty")
            ? Bytes.EMPTY
            : MessageConcretion.SESSION_ID,
        List.of(),
        0,
        Set.of(),
        Profile.RFC8446,
        new PskOffer(
            psks(record.get("psks").asSequence().elements()).map(OfferedKey::external).toList(),
            names(record.get("modes")).stream().map(PskKeyExchangeMode::named).toList(),
            record.get("earlyData").asBool()),
        keepsUnfitPsks);
  }

  static ServerSetup server(TlaValue policy) {
    TlaRecord record = policy.asRecord();
    return new ServerSetup(
        names(record.get("groups")).stream().map(NamedGroup::named).toList(),
        names(record.get("suites")).stream().map(CipherSuite::named).toList(),
        record.get("take").asString().equals("shared") ? Take.SHARED : Take.PREFERRED,
        record.get("cookie").asBool() ? Optional.of(MessageConcretion.COOKIE) : Optional.empty(),
        Set.of(),
        Profile.RFC8446,
        new PskPolicy(
            psks(record.get("psks").asSet().elements()).toList(),
            names(record.get("modes")).stream().map(PskKeyExchangeMode::named).toList(),
            record.get("pskFirst").asBool(),
            record.get("earlyData").asBool()));
  }

  private static Stream<PreSharedKey> psks(Collection<TlaValue> records) {
    return records.stream().flatMap(psk -> Psks.of(psk).stream());
  }

  private static List<String> names(TlaValue sequence) {
    return sequence.asSequence().elements().stream().map(TlaValue::asString).toList();
  }

  private static List<TlaValue> set(SpecModel model, String operator) {
    return model.evaluate(operator, List.of(), null).asSet().elements();
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Override
  public void close() {
    bounds.values().forEach(list -> list.forEach(world -> world.model().close()));
  }
}
