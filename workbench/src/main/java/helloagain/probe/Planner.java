package helloagain.probe;

import helloagain.exchange.Received;
import helloagain.live.Limits;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.Message;
import helloagain.vectors.Part;
import helloagain.vectors.Place;
import helloagain.vectors.SentRecords;
import helloagain.vectors.TestedPeer;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds out for which tests a subject is, each of its setups for itself. */
public final class Planner {
  /** A place that has nothing yet, for a message that is only looked at. */
  private static final Bytes FILLER = Bytes.repeat(0, 32);

  private final Profile profile;
  private final List<Known> known;
  private final Map<String, Optional<String>> clientReasons = new HashMap<>();

  /**
   * Is what was found out of a setup.
   *
   * @param client what it is like as a client, if it is one
   * @param server what it is like as a server, if it is one
   */
  private record Known(
      Subject.Setup setup, Optional<ClientTraits> client, Optional<ServerTraits> server) {}

  private Planner(Profile profile, List<Known> known) {
    this.profile = profile;
    this.known = known;
  }

  /**
   * Finds out what the setups of a subject are like.
   *
   * @throws IOException if one cannot be spoken with
   */
  public static Planner of(Subject subject, Limits limits, Profile profile) throws IOException {
    List<Known> known = new ArrayList<>();
    for (Subject.Setup setup : subject.setups()) {
      known.add(
          subject.role() == Side.CLIENT
              ? new Known(
                  setup, Optional.of(Discovery.ofClient(setup, limits, profile)), Optional.empty())
              : new Known(
                  setup,
                  Optional.empty(),
                  Optional.of(Discovery.ofServer(setup, limits, profile))));
    }
    return new Planner(profile, List.copyOf(known));
  }

  /** Says what is known of each setup, in a line each. */
  public List<String> words() {
    return known.stream()
        .map(
            one ->
                one.setup().words()
                    + ": "
                    + one.client()
                        .map(ClientTraits::words)
                        .or(() -> one.server().map(ServerTraits::words))
                        .orElseThrow())
        .toList();
  }

  /** Plans a test: the first setup that is what one of its peers is like takes it. */
  public TestPlan plan(String file, VectorSet set, Vector vector) {
    Optional<String> reason = Optional.empty();
    List<ClientHello> hellos = hellos(set, vector, profile);
    for (Known one : known) {
      for (String peer : vector.peers()) {
        TestedPeer kind = kind(set, peer);
        Optional<String> unlike =
            unlike(one, peer, kind, vector, hellos)
                .or(() -> one.client().flatMap(client -> client.leavesOpen(places(set, vector))));
        if (unlike.isEmpty()) {
          return new TestPlan(
              file,
              set,
              vector,
              Optional.of(new TestPlan.Way(one.setup(), kind)),
              Optional.empty());
        }
        reason = reason.or(() -> unlike);
      }
    }
    return new TestPlan(file, set, vector, Optional.empty(), reason);
  }

  private static TestedPeer kind(VectorSet set, String peer) {
    TestedPeer kind = set.peers().get(peer);
    if (kind == null) {
      throw new IllegalArgumentException("there is no peer " + peer);
    }
    return kind;
  }

  private Optional<String> unlike(
      Known one, String peer, TestedPeer kind, Vector vector, List<ClientHello> hellos) {
    if (kind instanceof TestedPeer.Client client) {
      return clientReasons.computeIfAbsent(
          one.setup().words() + " " + peer, any -> one.client().orElseThrow().unlike(client));
    }
    return one.server().orElseThrow().unlike((TestedPeer.Server) kind, vector.steps(), hellos);
  }

  /** Returns the places that only a run can fill. */
  private static Set<Place> places(VectorSet set, Vector vector) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (Vector.Step step : vector.steps()) {
      Message message = set.messages().get(step.message());
      if (message != null) {
        octets(
            message,
            place -> {
              places.add(place);
              return FILLER;
            });
      }
    }
    return places;
  }

  /** Makes the octets of a message, its records each for itself; none of what has no octets. */
  private static List<Bytes> octets(Message message, Function<Place, Bytes> run) {
    if (message.content() instanceof Message.Content.Handshake handshake) {
      return List.of(Part.octets(handshake.parts(), run));
    }
    return message.content() instanceof Message.Content.Records records
        ? records.made(run).stream().map(TlsRecord::fragment).toList()
        : List.of();
  }

  /** Reads the hellos that a server is told; none if it is told something else first. */
  static List<ClientHello> hellos(VectorSet set, Vector vector, Profile profile) {
    List<ClientHello> hellos = new ArrayList<>();
    SentRecords sent = SentRecords.NONE;
    for (Vector.Step step : vector.steps()) {
      Message message = set.messages().get(step.message());
      List<Bytes> told = List.of();
      if (message != null && message.content() instanceof Message.Content.Handshake handshake) {
        told = List.of(Part.octets(handshake.parts(), any -> FILLER));
      } else if (message != null && message.content() instanceof Message.Content.Records records) {
        sent = sent.with(records.made(any -> FILLER));
        told = sent.completed();
      }
      told.forEach(raw -> hello(raw, profile).ifPresent(hellos::add));
      if (hellos.isEmpty()) {
        return List.of();
      }
    }
    return hellos;
  }

  private static Optional<ClientHello> hello(Bytes raw, Profile profile) {
    return Received.parse(raw, profile) instanceof Received.HandshakeReceived read
            && read.message() instanceof ClientHello hello
        ? Optional.of(hello)
        : Optional.empty();
  }
}
