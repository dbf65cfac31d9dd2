package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.SpecSource;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Judges recorded runs by TLC in a process of its own, any number of them in one: the model {@code
 * MCTraces}. It uses nothing of the door through which {@link LockStep} goes, and so it is also a
 * second opinion.
 */
public final class TlcBatch {
  private static final String MODEL = "MCTraces";
  private static final String DATA = "TraceData";
  private static final String TRACES = "Traces";
  private static final Pattern TRACE = Pattern.compile("(?m)^/\\\\ trace = (\\d+)$");
  private static final Pattern POSITION = Pattern.compile("(?m)^/\\\\ position = (\\d+)$");

  private TlcBatch() {}

  /**
   * States where a run leaves the specification.
   *
   * @param run the number of the run, counted from 1
   * @param step the number of the step, counted from 1; 0 is the state before the first one
   * @param reason what is wrong, one line
   */
  public record Rejection(int run, int step, String reason) {}

  /**
   * Judges the runs, in one process for each document that they follow.
   *
   * @return the first rejection that TLC comes upon, or nothing if it accepts every run to its end
   * @throws IllegalStateException if TLC does not come to a judgement
   * @throws InterruptedException if the thread is interrupted; TLC is then ended
   */
  public static Optional<Rejection> judge(List<RecordedRun> runs) throws InterruptedException {
    for (Profile profile : Profile.values()) {
      List<Integer> places =
          IntStream.range(0, runs.size())
              .filter(i -> runs.get(i).profile() == profile)
              .boxed()
              .toList();
      Optional<Rejection> rejection =
          places.isEmpty()
              ? Optional.empty()
              : judge(places.stream().map(runs::get).toList(), profile);
      if (rejection.isPresent()) {
        return rejection.map(
            found -> new Rejection(places.get(found.run() - 1) + 1, found.step(), found.reason()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Rejection> judge(List<RecordedRun> runs, Profile profile)
      throws InterruptedException {
    String data = TlaText.module(DATA, TRACES, RecordedRun.traces(runs));
    TlcResult result =
        TlcRun.of(
                SpecSource.project().with(DATA + ".tla", data),
                MODEL,
                Judges.configuration(MODEL, profile))
            .run();
    switch (result.verdict()) {
      case HOLDS -> {
        requireWhole(runs, result);
        return Optional.empty();
      }
      case DEADLOCK -> {
        int run = number(TRACE, result);
        int step = number(POSITION, result);
        String action = runs.get(run - 1).events().get(step - 1).action();
        return Optional.of(
            new Rejection(run, step, "the specification does not allow this " + action));
      }
      case INVARIANT -> {
        int step = number(POSITION, result) - 1;
        return Optional.of(
            new Rejection(number(TRACE, result), step, result.violated() + " is violated"));
      }
      default ->
          throw new IllegalStateException(
              "TLC does not judge the runs: " + String.join("; ", result.errorLines()));
    }
  }

  /** Makes sure that TLC has been through each run: each step leads to one more state. */
  private static void requireWhole(List<RecordedRun> runs, TlcResult result) {
    long states = runs.stream().mapToLong(run -> run.events().size() + 1L).sum();
    if (result.initialStates() != runs.size() || result.distinctStates() != states) {
      throw new IllegalStateException(
          String.format(
              "TLC saw %d runs with %d states, not %d with %d",
              result.initialStates(), result.distinctStates(), runs.size(), states));
    }
  }

  /** Reads a variable of the last state that TLC prints; an initial one stands in the error. */
  private static int number(Pattern variable, TlcResult result) {
    List<String> states = result.counterexample();
    String state =
        states.isEmpty() ? String.join("\n", result.errorLines()) : states.get(states.size() - 1);
    Matcher matcher = variable.matcher(state);
    if (!matcher.find()) {
      throw new IllegalStateException("TLC does not say where: " + result.errorLines());
    }
    return Integer.parseInt(matcher.group(1));
  }
}
