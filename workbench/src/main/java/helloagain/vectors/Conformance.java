package helloagain.vectors;

import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Reference;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs vectors with the reference, and with references that are broken on purpose. */
public final class Conformance {
  private Conformance() {}

  /**
   * Says with whom a vector had a result that is not wanted.
   *
   * @param vector the vector
   * @param peer the id of what the reference was like
   * @param profile the document that it followed
   * @param verdict the result
   */
  public record Departure(Vector vector, String peer, Profile profile, Verdict verdict) {}

  /** Returns the conversation of a vector with the reference. */
  public static List<Said> conversation(VectorSet set, Vector vector) {
    Profile profile = Profile.withWord(vector.profiles().first()).orElseThrow();
    TestedPeer kind = Objects.requireNonNull(set.peers().get(vector.peers().first()));
    List<String> words =
        vector.steps().stream()
            .map(step -> Objects.requireNonNull(set.messages().get(step.message())).words())
            .toList();
    try (Recording peer =
        new Recording(
            peer(Reference.HELLO_AGAIN, Set.of(), profile, kind, set, vector),
            vector.steps(),
            words)) {
      VectorRunner.run(set, vector, kind, profile, peer);
      return peer.said();
    } catch (IOException e) {
      throw new UncheckedIOException("a peer in this JVM", e);
    }
  }

  /** Finds the first departure of the reference itself from a vector. */
  public static Optional<Departure> departure(VectorSet set, Vector vector) {
    return departure(Reference.HELLO_AGAIN, Set.of(), set, vector);
  }

  /**
   * Finds the departures of a reference that breaks a duty of a sender, as they are asked for.
   *
   * @param sets the vectors
   */
  public static Stream<Departure> departures(BrokenPeer broken, List<VectorSet> sets) {
    Side role = broken.name().startsWith("CLIENT") ? Side.CLIENT : Side.SERVER;
    return sets.stream()
        .filter(set -> set.role() == role)
        .flatMap(
            set ->
                set.vectors().values().stream()
                    .flatMap(vector -> departure(broken, Set.of(), set, vector).stream()));
  }

  /**
   * Finds the departures of a reference that leaves a rule unchecked, as they are asked for. It
   * does not check either what it may leave unchecked, lest that stands in for the rule.
   *
   * @param sets the vectors
   */
  public static Stream<Departure> departures(Rule unchecked, List<VectorSet> sets) {
    return sets.stream()
        .flatMap(
            set ->
                set.vectors().values().stream()
                    .filter(vector -> vector.rules().contains(unchecked.id()))
                    .flatMap(
                        vector ->
                            departure(Reference.HELLO_AGAIN, Set.of(unchecked), set, vector)
                                .stream()));
  }

  /** Finds the departures of a receiver of records that breaks a duty, as they are asked for. */
  public static Stream<Departure> departures(BrokenReceiver broken, List<VectorSet> sets) {
    return sets.stream()
        .flatMap(
            set ->
                set.vectors().values().stream()
                    .filter(set::isOfRecords)
                    .flatMap(
                        vector ->
                            departure(set, vector, (profile, kind) -> broken.peer(profile, kind))
                                .stream()));
  }

  private static Optional<Departure> departure(
      Reference reference, Set<Rule> unchecked, VectorSet set, Vector vector) {
    return departure(
        set,
        vector,
        (profile, kind) -> {
          Set<Rule> all = EnumSet.noneOf(Rule.class);
          all.addAll(unchecked);
          if (!unchecked.isEmpty()) {
            Rule.all().stream()
                .filter(rule -> rule.level(profile) == Rule.Level.MAY)
                .forEach(all::add);
          }
          return peer(reference, all, profile, kind, set, vector);
        });
  }

  /** Makes a peer that is like one of those that a vector is for, and follows a document. */
  @FunctionalInterface
  private interface Maker {
    Tested peer(Profile profile, TestedPeer kind);
  }

  private static Optional<Departure> departure(VectorSet set, Vector vector, Maker maker) {
    for (String word : vector.profiles()) {
      Profile profile = Profile.withWord(word).orElseThrow();
      for (String peer : vector.peers()) {
        TestedPeer kind = Objects.requireNonNull(set.peers().get(peer));
        Verdict verdict = verdict(set, vector, profile, kind, maker);
        if (verdict.isDeparture()) {
          return Optional.of(new Departure(vector, peer, profile, verdict));
        }
      }
    }
    return Optional.empty();
  }

  /** Records are for the reference with its record layer, which has no broken senders. */
  private static Tested peer(
      Reference reference,
      Set<Rule> unchecked,
      Profile profile,
      TestedPeer kind,
      VectorSet set,
      Vector vector) {
    return set.isOfRecords(vector)
        ? EndpointPeer.of(profile, kind, unchecked)
        : ReferencePeer.of(reference, profile, kind, unchecked);
  }

  private static Verdict verdict(
      VectorSet set, Vector vector, Profile profile, TestedPeer kind, Maker maker) {
    try (Tested peer = maker.peer(profile, kind)) {
      return VectorRunner.run(set, vector, kind, profile, peer);
    } catch (IOException e) {
      throw new UncheckedIOException("a peer in this JVM", e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Without its checks a machine may have nothing to go on with.
      return new Verdict(Verdict.Grade.VIOLATES, 0, "fails: " + e.getMessage());
    }
  }
}
