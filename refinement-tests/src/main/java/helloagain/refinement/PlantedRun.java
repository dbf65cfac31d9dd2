package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a copy of a run that is damaged on purpose: a judge has to reject it at the step where it
 * is damaged, or where it rejects the original if that comes first.
 *
 * @param damage what was done
 * @param original the place of the original among the runs, from 0
 * @param run the copy
 * @param step the step at which it is damaged, counted from 1; 0 is before the first one
 */
record PlantedRun(Damage damage, int original, RecordedRun run, int step) {
  /**
   * Returns two runs of the reference that have a place for every damage: one with a
   * HelloRetryRequest, and one that the server aborts because nothing is in common.
   */
  static List<RecordedRun> originals(Judges judges, Profile profile) {
    return List.of(
        Replay.record(judges, Reference.HELLO_AGAIN, exchange(profile, NamedGroup.SECP256R1, 5))
            .run(),
        Replay.record(judges, Reference.HELLO_AGAIN, exchange(profile, NamedGroup.X448, 3)).run());
  }

  private static Trace exchange(Profile profile, NamedGroup ofServer, int steps) {
    List<CipherSuite> suites = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);
    List<Move> moves =
        List.of(
            new Move.ClientStarts(),
            new Move.ServerReads(),
            new Move.ClientReads(),
            new Move.ServerReads(),
            new Move.ClientReads());
    return new Trace(
        "",
        Optional.of(
            new ClientSetup(
                    List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
                    Set.of(NamedGroup.X25519),
                    suites,
                    List.of(ProtocolVersion.TLS_13),
                    Bytes.EMPTY,
                    List.of(),
                    0,
                    Set.of())
                .following(profile)),
        Optional.of(
            new ServerSetup(List.of(ofServer), suites, Take.SHARED, Optional.empty(), Set.of())
                .following(profile)),
        moves.subList(0, steps));
  }

  /**
   * Damages copies of runs: for each damage the first run that has a place for it, and the last.
   *
   * @param runs the runs, {@link #originals} at their end
   */
  static List<PlantedRun> in(Judges judges, List<RecordedRun> runs) {
    List<PlantedRun> planted = new ArrayList<>();
    for (Damage damage : Damage.values()) {
      Optional<PlantedRun> first = Optional.empty();
      for (int i = 0; i < runs.size() && first.isEmpty(); i++) {
        first = of(judges, damage, runs, i);
      }
      first.ifPresent(planted::add);
      int tried = first.map(PlantedRun::original).orElse(runs.size());
      Optional<PlantedRun> last = Optional.empty();
      for (int i = runs.size() - 1; i > tried && last.isEmpty(); i--) {
        last = of(judges, damage, runs, i);
      }
      last.ifPresent(planted::add);
    }
    return planted;
  }

  private static Optional<PlantedRun> of(
      Judges judges, Damage damage, List<RecordedRun> runs, int original) {
    return damage
        .to(judges, runs.get(original))
        .map(damaged -> new PlantedRun(damage, original, damaged.run(), damaged.step()));
  }

  /**
   * Makes sure that each was rejected where it must be, and that of each damage at least one says
   * something: its original goes beyond that step.
   *
   * @param verdicts the verdicts of all runs, those of the planted ones at their end
   * @throws IllegalStateException if not
   */
  static void requireRejected(
      List<PlantedRun> planted, List<Optional<TlcBatch.Rejection>> verdicts) {
    Set<Damage> unseen = EnumSet.allOf(Damage.class);
    for (int i = 0; i < planted.size(); i++) {
      PlantedRun plant = planted.get(i);
      Optional<TlcBatch.Rejection> rejection = verdicts.get(verdicts.size() - planted.size() + i);
      Optional<Integer> ofOriginal = verdicts.get(plant.original).map(TlcBatch.Rejection::step);
      boolean seen = ofOriginal.isEmpty() || ofOriginal.orElseThrow() > plant.step;
      int expected = seen ? plant.step : ofOriginal.orElseThrow();
      plant.fault(expected, seen, rejection).ifPresent(PlantedRun::fail);
      if (seen) {
        unseen.remove(plant.damage);
      }
    }
    if (!unseen.isEmpty()) {
      throw new IllegalStateException(
          "no run is accepted far enough to be damaged and judged again: " + unseen);
    }
  }

  /** Says what is wrong with the verdict on this run, if anything is. */
  private Optional<String> fault(int expected, boolean seen, Optional<TlcBatch.Rejection> verdict) {
    if (verdict.isEmpty() || verdict.orElseThrow().step() != expected) {
      return Optional.of(
          complaint(
              expected,
              verdict.map(found -> "rejected at step " + found.step()).orElse("accepted")));
    }
    return seen
            && damage == Damage.ALERT
            && !verdict.orElseThrow().rules().containsAll(bindingRule())
        ? Optional.of(complaint(expected, "rejected without its rule"))
        : Optional.empty();
  }

  /** Returns the rule for which the damaged step aborts, unless that leaves the choice. */
  private List<Rule> bindingRule() {
    return Rule.withOperator(run.events().get(step - 1).state().get("rule").asString()).stream()
        .filter(rule -> rule.level(run.profile()) == Rule.Level.MUST)
        .toList();
  }

  private String complaint(int expected, String words) {
    return String.format(
        "TLC is no judge: a run that was damaged at step %d (%s) is %s", expected, damage, words);
  }

  private static void fail(String complaint) {
    throw new IllegalStateException(complaint);
  }
}
