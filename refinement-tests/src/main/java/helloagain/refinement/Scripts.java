package helloagain.refinement;

import helloagain.message.AlertDescription;
import helloagain.rule.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws scripts with jqwik: offers, policies and hostile messages far outside the worlds. */
public final class Scripts {
  /** More than there are of anything to choose from. */
  private static final int MOST_CHOICES = 40;

  private Scripts() {}

  /** Draws scripts of all worlds and by both documents. */
  public static Arbitrary<Script> any() {
    return Arbitraries.oneOf(any(Profile.RFC8446), any(Profile.RFC9846));
  }

  /** Draws scripts of all worlds. */
  public static Arbitrary<Script> any(Profile profile) {
    return Arbitraries.frequencyOf(
        Tuple.of(2, of(World.HONEST, profile)),
        Tuple.of(3, of(World.HOSTILE_SERVER, profile)),
        Tuple.of(3, of(World.HOSTILE_CLIENT, profile)));
  }

  /** Draws scripts of one world. */
  public static Arbitrary<Script> of(World world, Profile profile) {
    Arbitrary<List<HostileMove>> hostile =
        switch (world) {
          case HONEST -> Arbitraries.just(List.of());
          case HOSTILE_SERVER -> serverMoves().list().ofMinSize(1).ofMaxSize(3);
          case HOSTILE_CLIENT -> clientMoves().list().ofMinSize(1).ofMaxSize(3);
        };
    return Combinators.combine(Setups.clients(profile), Setups.servers(profile), hostile)
        .as((client, server, moves) -> new Script(world, client, server, moves));
  }

  private static Arbitrary<HostileMove> serverMoves() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, replies()),
        Tuple.of(1, words()),
        Tuple.of(1, Arbitraries.just(new HostileMove.Reflection())));
  }

  private static Arbitrary<HostileMove> clientMoves() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, hellos()), Tuple.of(1, words()), Tuple.of(1, replies()));
  }

  private static Arbitrary<HostileMove> replies() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(false, true),
            edits())
        .as(HostileMove.Reply::new);
  }

  private static Arbitrary<HostileMove> words() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 255).map(HostileMove.SendAlert::new),
        // After this one the receiver may read on (RFC 9846, 6.1).
        Arbitraries.just(new HostileMove.SendAlert(AlertDescription.USER_CANCELED.code())),
        Arbitraries.just(new HostileMove.Hangup()),
        Arbitraries.integers().between(0, 5).map(HostileMove.OtherMessage::new));
  }

  /** No edit as often as one, and two or three now and then: single faults and some together. */
  private static Arbitrary<List<HostileMove.Edit>> edits() {
    Arbitrary<HostileMove.Edit> edit =
        Arbitraries.frequencyOf(
            Tuple.of(8, edits(Arrays.asList(HostileMove.Kind.values()), MOST_CHOICES)),
            // Orders and places of octets are many more than there are code points.
            Tuple.of(2, edits(HostileMove.Kind.OF_OCTETS, 0xffff)),
            Tuple.of(1, edits(List.of(HostileMove.Kind.EXTENSION_SHUFFLE), 0xffff)),
            Tuple.of(1, edits(HostileMove.Kind.OF_REPETITION, MOST_CHOICES)));
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(List.of())),
        Tuple.of(4, edit.list().ofSize(1)),
        Tuple.of(1, edit.list().ofSize(2)),
        Tuple.of(1, edit.list().ofSize(3)));
  }

  private static Arbitrary<HostileMove.Edit> edits(List<HostileMove.Kind> kinds, int greatest) {
    return Combinators.combine(Arbitraries.of(kinds), Arbitraries.integers().between(0, greatest))
        .as(HostileMove.Edit::new);
  }

  /** A client goes on from the hello that it has sent, or forgets what it did to it. */
  private static Arbitrary<HostileMove> hellos() {
    return Combinators.combine(Arbitraries.of(false, true), edits())
        .as(
            (follows, edits) ->
                new HostileMove.Hello(
                    follows
                        ? Stream.concat(
                                Stream.of(new HostileMove.Edit(HostileMove.Kind.FOLLOW_UP, 0)),
                                edits.stream())
                            .toList()
                        : edits));
  }
}
