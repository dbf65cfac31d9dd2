package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecSource;
import helloagain.spec.TlaReader;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import helloagain.spec.TlcVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Judges recorded runs by TLC in a process of its own, many of them in one: the module {@code
 * Trace}. It uses nothing of the door through which {@link LockStep} goes, and so it is also a
 * second opinion.
 *
 * <p>Among the runs of each process there are some that were damaged on purpose, see {@link
 * PlantedRun}: a judge that does not reject these where they are damaged is none.
 */
public final class TlcBatch {
  /** The root module. */
  static final String MODEL = "MCTrace";

  private static final String DATA = "TraceData";
  private static final String TRACES = "Traces";

  /** Begins a line in which TLC prints a verdict: the string of a tuple, see {@code MCTrace}. */
  private static final String VERDICT = "\"<<\\\"verdict\\\",";

  private static final int RUNS_PER_PROCESS = 2_500;

  private TlcBatch() {}

  /**
   * States where a run leaves the specification.
   *
   * @param run the number of the run, counted from 1
   * @param step the number of the step, counted from 1; 0 is the state before the first one
   * @param rules the rules that decide at a step that is not allowed, in the order of the rulebook
   * @param invariants the invariants that the state after the step violates, by name
   */
  public record Rejection(int run, int step, List<Rule> rules, List<String> invariants) {
    /** Copies the lists. */
    public Rejection {
      rules = List.copyOf(rules);
      invariants = List.copyOf(invariants);
    }

    /** Returns the first of the rules that decide, if one does. */
    public Optional<Rule> rule() {
      return rules.stream().findFirst();
    }

    private Rejection of(int number) {
      return new Rejection(number, step, rules, invariants);
    }
  }

  /**
   * States what became of runs.
   *
   * @param rejections a rejection for each run that is rejected, in the order of the runs; TLC has
   *     accepted every other one to its end
   * @param planted the damaged runs that were judged among them, each of which was rejected where
   *     it is damaged
   */
  public record Judgement(List<Rejection> rejections, int planted) {
    /** Copies the list. */
    public Judgement {
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Judges the runs, each for itself, in a process or more for each document that they follow.
   *
   * @throws IllegalStateException if TLC does not give each run one verdict, or not that which a
   *     planted run must have
   * @throws InterruptedException if the thread is interrupted; TLC is then ended
   */
  public static Judgement judge(Judges judges, List<RecordedRun> runs) throws InterruptedException {
    return judge(SpecSource.project(), judges, runs);
  }

  /** Judges by other modules. */
  static Judgement judge(SpecSource source, Judges judges, List<RecordedRun> runs)
      throws InterruptedException {
    List<Rejection> rejections = new ArrayList<>();
    int planted = 0;
    for (Profile profile : Profile.values()) {
      List<Integer> places =
          IntStream.range(0, runs.size())
              .filter(i -> runs.get(i).profile() == profile)
              .boxed()
              .toList();
      for (int from = 0; from < places.size(); from += RUNS_PER_PROCESS) {
        List<Integer> chunk =
            places.subList(from, Math.min(places.size(), from + RUNS_PER_PROCESS));
        Judgement judgement =
            judgeTogether(source, judges, chunk.stream().map(runs::get).toList(), profile);
        judgement
            .rejections()
            .forEach(found -> rejections.add(found.of(chunk.get(found.run() - 1) + 1)));
        planted += judgement.planted();
      }
    }
    rejections.sort(Comparator.comparingInt(Rejection::run));
    return new Judgement(rejections, planted);
  }

  private static Judgement judgeTogether(
      SpecSource source, Judges judges, List<RecordedRun> runs, Profile profile)
      throws InterruptedException {
    List<RecordedRun> all = new ArrayList<>(runs);
    all.addAll(PlantedRun.originals(judges, profile));
    List<PlantedRun> planted = PlantedRun.in(judges, all);
    planted.forEach(plant -> all.add(plant.run()));
    List<Optional<Rejection>> verdicts = verdicts(source, all, profile);
    PlantedRun.requireRejected(planted, verdicts);
    return new Judgement(
        verdicts.subList(0, runs.size()).stream().flatMap(Optional::stream).toList(),
        planted.size());
  }

  /** Returns a verdict for each run, in their order: a rejection, or none if it is accepted. */
  private static List<Optional<Rejection>> verdicts(
      SpecSource source, List<RecordedRun> runs, Profile profile) throws InterruptedException {
    String data = TlaText.module(DATA, TRACES, RecordedRun.traces(runs));
    List<String> lines = new ArrayList<>();
    TlcResult result =
        TlcRun.of(source.with(DATA + ".tla", data), MODEL, Judges.configuration(MODEL, profile))
            .run(
                progress -> {},
                line -> {
                  if (line.startsWith(VERDICT)) {
                    lines.add(line);
                  }
                });
    if (result.verdict() != TlcVerdict.HOLDS) {
      throw new IllegalStateException(
          "TLC does not judge the runs: " + String.join("; ", result.errorLines()));
    }
    Map<Integer, Optional<Rejection>> verdicts = new TreeMap<>();
    for (String line : lines) {
      List<TlaValue> parts =
          TlaReader.value(TlaReader.value(line).asString()).asSequence().elements();
      int run = Integer.parseInt(parts.get(1).toString());
      if (verdicts.put(run, rejection(run, parts.get(2).asRecord())) != null) {
        throw new IllegalStateException("TLC judges run " + run + " twice");
      }
    }
    List<Integer> numbers = IntStream.rangeClosed(1, runs.size()).boxed().toList();
    if (!List.copyOf(verdicts.keySet()).equals(numbers)) {
      throw new IllegalStateException(
          String.format("TLC judges %d of %d runs", verdicts.size(), runs.size()));
    }
    List<Optional<Rejection>> inOrder = List.copyOf(verdicts.values());
    requireWhole(runs, inOrder, result);
    return inOrder;
  }

  private static Optional<Rejection> rejection(int run, TlaRecord verdict) {
    String outcome = verdict.get("outcome").asString();
    return switch (outcome) {
      case "accepted" -> Optional.empty();
      case "rejected" ->
          Optional.of(
              new Rejection(
                  run,
                  Integer.parseInt(verdict.get("step").toString()),
                  names(verdict.get("rules")).stream()
                      .flatMap(name -> Rule.withOperator(name).stream())
                      .sorted()
                      .toList(),
                  names(verdict.get("invariants"))));
      default -> throw new IllegalStateException("TLC judges run " + run + ": " + outcome);
    };
  }

  private static List<String> names(TlaValue set) {
    return set.asSet().elements().stream().map(TlaValue::asString).sorted().toList();
  }

  /**
   * Makes sure that TLC has been through each run as far as its verdict says: a state before the
   * first step, one after each step that is allowed, and one with the verdict, which stutters.
   */
  private static void requireWhole(
      List<RecordedRun> runs, List<Optional<Rejection>> verdicts, TlcResult result) {
    long states = 0;
    for (int i = 0; i < runs.size(); i++) {
      int steps = runs.get(i).events().size();
      states += 2 + verdicts.get(i).map(TlcBatch::allowedSteps).orElse(steps);
    }
    if (result.initialStates() != runs.size() || result.distinctStates() != states) {
      throw new IllegalStateException(
          String.format(
              "TLC saw %d runs with %d states, not %d with %d",
              result.initialStates(), result.distinctStates(), runs.size(), states));
    }
  }

  private static int allowedSteps(Rejection rejection) {
    return rejection.invariants().isEmpty() ? rejection.step() - 1 : rejection.step();
  }
}
