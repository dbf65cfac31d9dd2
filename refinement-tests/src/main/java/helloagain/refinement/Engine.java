package helloagain.refinement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Names the ways in which the runs of traces are made again and judged. Both judge alike. */
public enum Engine {
  /** The specification in this process takes each step beside the reference. */
  STEP {
    @Override
    public Report replay(
        Judges judges, Reference reference, List<Trace> traces, LongConsumer replayed)
        throws InterruptedException {
      List<Outcome> outcomes = new ArrayList<>();
      for (Trace trace : traces) {
        requireUninterrupted();
        outcomes.add(stepwise(judges, reference, trace));
        replayed.accept(outcomes.size());
      }
      return new Report(outcomes, 0);
    }
  },
  /**
   * The reference makes all runs, then TLC judges them together, see {@link TlcBatch}; whole
   * handshakes are judged as by {@link #STEP}.
   */
  BATCH {
    @Override
    public Report replay(
        Judges judges, Reference reference, List<Trace> traces, LongConsumer replayed)
        throws InterruptedException {
      // What follows ServerHello is judged by no Trace.tla, but by each step.
      IdentityHashMap<Trace, Replay.Recording> recordings = new IdentityHashMap<>();
      List<Replay.Recording> judged = new ArrayList<>();
      for (Trace trace : traces) {
        requireUninterrupted();
        if (trace.flight().isEmpty()) {
          Replay.Recording recording = Replay.record(judges, reference, trace);
          recordings.put(trace, recording);
          judged.add(recording);
        }
      }
      TlcBatch.Judgement judgement =
          judged.isEmpty()
              ? new TlcBatch.Judgement(List.of(), 0)
              : TlcBatch.judge(judges, judged.stream().map(Replay.Recording::run).toList());
      IdentityHashMap<Replay.Recording, TlcBatch.Rejection> rejections = new IdentityHashMap<>();
      judgement.rejections().forEach(found -> rejections.put(judged.get(found.run() - 1), found));
      List<Outcome> outcomes = new ArrayList<>();
      for (Trace trace : traces) {
        requireUninterrupted();
        Optional<Replay.Recording> recording = Optional.ofNullable(recordings.get(trace));
        Optional<TlcBatch.Rejection> rejection = recording.map(rejections::get);
        outcomes.add(
            recording.isPresent() && rejection.isEmpty()
                ? accepted(recording.orElseThrow())
                : rejection
                    .map(found -> explained(judges, reference, trace, found))
                    .orElseGet(() -> stepwise(judges, reference, trace)));
        replayed.accept(outcomes.size());
      }
      return new Report(outcomes, judgement.planted());
    }
  };

  /** What became of a trace. */
  public sealed interface Outcome {
    /**
     * The run was made and judged.
     *
     * @param verdict the verdict
     */
    record Judged(Verdict verdict) implements Outcome {}

    /**
     * A move of the trace is not possible where it stands, and the run has not differed before.
     *
     * @param complaint one line
     */
    record Impossible(String complaint) implements Outcome {}
  }

  /**
   * States what became of traces.
   *
   * @param outcomes an outcome for each, in their order
   * @param planted the runs that were damaged on purpose and rejected where they are, beside them
   */
  public record Report(List<Outcome> outcomes, int planted) {
    /** Copies the list. */
    public Report {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * Replays traces.
   *
   * @param replayed hears how many are done, on this thread
   * @throws IllegalStateException if the engine does not work, or the two do not judge alike
   * @throws InterruptedException if the thread is interrupted
   */
  public abstract Report replay(
      Judges judges, Reference reference, List<Trace> traces, LongConsumer replayed)
      throws InterruptedException;

  /** Returns the name on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds an engine by its name on a command line. */
  public static Optional<Engine> withWord(String word) {
    return Stream.of(values()).filter(engine -> engine.word().equals(word)).findFirst();
  }

  private static void requireUninterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static Outcome stepwise(Judges judges, Reference reference, Trace trace) {
    try {
      return new Outcome.Judged(Replay.replay(judges, reference, trace));
    } catch (Replay.ImpossibleMoveException e) {
      return new Outcome.Impossible(String.valueOf(e.getMessage()));
    }
  }

  private static Outcome accepted(Replay.Recording recording) {
    return recording
        .complaint()
        .<Outcome>map(Outcome.Impossible::new)
        .orElseGet(
            () ->
                new Outcome.Judged(
                    new Verdict(
                        recording.trace(),
                        recording.run().events().size(),
                        Optional.empty(),
                        List.of(),
                        recording.run().events())));
  }

  /** Has lock-step say what is allowed where TLC rejects a run; it has to find the same. */
  private static Outcome explained(
      Judges judges, Reference reference, Trace trace, TlcBatch.Rejection rejection) {
    Outcome outcome = stepwise(judges, reference, trace);
    if (outcome instanceof Outcome.Judged judged && isSame(judged.verdict(), rejection)) {
      return outcome;
    }
    throw new IllegalStateException(
        "the engines do not judge alike: "
            + rejection
            + " of TLC, but lock-step "
            + (outcome instanceof Outcome.Judged judged
                ? judged
                    .verdict()
                    .difference()
                    .map(difference -> "differs at step " + difference.step())
                    .orElse("agrees")
                : "does not come that far"));
  }

  private static boolean isSame(Verdict verdict, TlcBatch.Rejection rejection) {
    Set<String> violated = new HashSet<>(verdict.violatedInvariants());
    return verdict
        .difference()
        .map(
            difference ->
                difference.step() == rejection.step()
                    && difference.rule().equals(rejection.rule())
                    && rejection.invariants().isEmpty())
        .orElseGet(
            () ->
                !violated.isEmpty()
                    && verdict.steps() == rejection.step()
                    && violated.equals(Set.copyOf(rejection.invariants())));
  }
}
