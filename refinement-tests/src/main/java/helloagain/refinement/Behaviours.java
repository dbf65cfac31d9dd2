package helloagain.refinement;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.server.PskPolicy;
import helloagain.server.Take;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws behaviours from the specification and drives the reference with them: offers and policies
 * of the bounded worlds, and what their hostile peers may send. The other direction, from runs of
 * the reference to the specification, starts in {@link Scripts}.
 */
public final class Behaviours implements AutoCloseable {
  private static final int MAX_SENDS = 3;
  private static final int MAX_FAULTS = 2;

  private final Map<World, List<Bounds>> bounds = new EnumMap<>(World.class);
  private final Map<TlaValue, List<TlaValue>> answers = new HashMap<>();

  /** A bounded world: its model, and the offers and policies that it has. */
  private record Bounds(SpecModel model, List<TlaValue> offers, List<TlaValue> policies) {}

  /** Loads the worlds. */
  public Behaviours() {
    for (World world : World.values()) {
      bounds.put(world, List.of(load(world.title()), load(resumption(world))));
    }
  }

  /** Names the world with the same peers that has PSKs. */
  private static String resumption(World world) {
    return world == World.HONEST ? "Resumption" : "Resumption" + world.title();
  }

  private static Bounds load(String title) {
    SpecModel model = SpecModel.load("MC" + title, "MC" + title);
    return new Bounds(model, set(model, "MCOffers"), set(model, "MCPolicies"));
  }

  /** Drives the reference with a behaviour. */
  public Verdict drive(SpecModel judge, Reference reference, World world, Random random) {
    Bounds drawn = pick(Objects.requireNonNull(bounds.get(world)), random);
    Optional<ClientSetup> client =
        world.hasClient()
            ? Optional.of(client(pick(drawn.offers(), random), random.nextBoolean()))
            : Optional.empty();
    Optional<ServerSetup> server =
        world.hasServer() ? Optional.of(server(pick(drawn.policies(), random))) : Optional.empty();
    LockStep run =
        new LockStep(
            judge, reference, client.map(ClientSetup::config), server.map(ServerSetup::config));
    boolean same = !world.hasClient() || run.apply(new Move.ClientStarts());
    same = same && run.settle();
    for (int i = 0; same && world != World.HONEST && i < MAX_SENDS; i++) {
      TlaRecord message =
          world == World.HOSTILE_SERVER
              ? answer(run.spec(), drawn.model(), random)
              : hello(run.spec(), drawn, random);
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
  private static void requireSame(TlaRecord drawn, LockStep run) {
    List<LockStep.Event> events = run.events();
    TlaRecord sent = events.get(events.size() - 1).message().orElseThrow();
    if (!sent.equals(drawn)) {
      throw new IllegalStateException("drawn " + drawn + " but sent " + sent);
    }
  }

  /** One of the messages of {@code HostileServerSaysNoHello} and {@code HostileServerAnswers}. */
  private TlaRecord answer(SpecState state, SpecModel model, Random random) {
    if (random.nextInt(10) == 0) {
      return pick(set(model, "NoHello"), random).asRecord();
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

  /** One of the messages of {@code HostileClientSaysNoHello} and {@code HostileClientOffers}. */
  private static TlaRecord hello(SpecState state, Bounds bounds, Random random) {
    SpecModel model = bounds.model();
    if (random.nextInt(10) == 0) {
      return pick(set(model, "NoHello"), random).asRecord();
    }
    TlaRecord server = state.get("server").asRecord();
    boolean first = server.get("first").equals(Tla.NONE);
    TlaValue message =
        first
            ? model.evaluate("ClientHello", List.of(pick(bounds.offers(), random)), null)
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

  private static ClientSetup client(TlaValue offer, boolean keepsUnfitPsks) {
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
        new PskOffer(
            psks(record.get("psks").asSequence().elements()).map(OfferedKey::external).toList(),
            names(record.get("modes")).stream().map(PskKeyExchangeMode::named).toList(),
            record.get("earlyData").asBool()),
        keepsUnfitPsks);
  }

  private static ServerSetup server(TlaValue policy) {
    TlaRecord record = policy.asRecord();
    return new ServerSetup(
        names(record.get("groups")).stream().map(NamedGroup::named).toList(),
        names(record.get("suites")).stream().map(CipherSuite::named).toList(),
        record.get("take").asString().equals("shared") ? Take.SHARED : Take.PREFERRED,
        record.get("cookie").asBool() ? Optional.of(MessageConcretion.COOKIE) : Optional.empty(),
        Set.of(),
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
    bounds.values().forEach(worlds -> worlds.forEach(world -> world.model().close()));
  }
}
