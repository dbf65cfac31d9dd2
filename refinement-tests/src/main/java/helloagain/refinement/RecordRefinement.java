package helloagain.refinement;

import helloagain.rule.Rule;
import helloagain.spec.SpecModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/** Holds endpoints to {@code RecordRules.tla} on many streams of records that jqwik draws. */
public final class RecordRefinement {
  private static final int GENERATOR_SIZE = 1000;

  private RecordRefinement() {}

  /**
   * States what came out.
   *
   * @param scripts the scripts that were run
   * @param records what became of the records that were read, and how often
   * @param differing the first run that differs, shrunk; the search ends there
   * @param seed the seed; script number i of a seed is always the same
   */
  public record Report(
      long scripts, Map<String, Long> records, Optional<RecordVerdict> differing, long seed) {
    /** Copies the map. */
    public Report {
      records = Map.copyOf(records);
    }

    /** Returns what no record came to of all that the specification knows, in order. */
    public List<String> unseen() {
      return RecordLockStep.allWords().filter(word -> !records.containsKey(word)).toList();
    }
  }

  /**
   * Runs scripts until one differs.
   *
   * @param tries the greatest number of scripts
   * @param without a rule that the endpoint leaves out, if any
   */
  public static Report run(
      SpecModel model, long tries, long seed, RecordReference reference, Optional<Rule> without) {
    Search search = new Search(model, reference);
    JqwikSession.run(
        () ->
            search.run(
                without.map(RecordScripts::without).orElseGet(RecordScripts::any), tries, seed));
    return new Report(search.scripts, search.records, search.differing, seed);
  }

  /** Counts what was seen; confined to one thread. */
  private static final class Search {
    private final SpecModel model;
    private final RecordReference reference;
    private final Map<String, Long> records = new TreeMap<>();
    private Optional<RecordVerdict> differing = Optional.empty();
    private long scripts;

    Search(SpecModel model, RecordReference reference) {
      this.model = model;
      this.reference = reference;
    }

    void run(Arbitrary<RecordScript> arbitrary, long tries, long seed) {
      RandomGenerator<RecordScript> generator = arbitrary.generator(GENERATOR_SIZE, true);
      while (scripts < tries && differing.isEmpty()) {
        Shrinkable<RecordScript> script = generator.next(new Random(Refinement.mix(seed, scripts)));
        RecordVerdict verdict = RecordLockStep.run(model, reference, script.value());
        scripts++;
        verdict.records().forEach(word -> records.merge(word, 1L, Long::sum));
        if (!verdict.agrees()) {
          differing =
              Optional.of(
                  shortest(
                      script, verdict, smaller -> RecordLockStep.run(model, reference, smaller)));
        }
      }
    }
  }

  /**
   * Makes a stream that differs as short as it gets.
   *
   * @param run makes the run of a stream
   */
  static RecordVerdict shortest(
      Shrinkable<RecordScript> drawn,
      RecordVerdict verdict,
      Function<RecordScript, RecordVerdict> run) {
    Function<RecordScript, Optional<RecordVerdict>> show =
        script -> Optional.of(run.apply(script)).filter(shown -> !shown.agrees());
    return Shrinking.shortest(Shrinking.smallest(drawn, verdict, show), Shorter::records, show)
        .shown();
  }
}
