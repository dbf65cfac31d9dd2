package helloagain.workbench;

import helloagain.refinement.Reference;
import helloagain.refinement.Refinement;
import helloagain.refinement.SequenceDiagram;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Draws the traces of a batch with a fixed seed, so that every check replays the same ones.
 *
 * @param reference what is held to the specification
 * @param traces how many
 */
record RefinementBatch(Reference reference, long traces) implements TraceBatch {
  /** The batch of the project, of some seconds. */
  static final TraceBatch OF_PROJECT = new RefinementBatch(Reference.HELLO_AGAIN, 4000);

  private static final long SEED = 1;
  private static final int MAX_DIFFERENCES = 1;

  @Override
  public BatchResult replay(LongConsumer replayed) throws InterruptedException {
    Refinement.Report report =
        Refinement.run(new Refinement.Options(traces, SEED, MAX_DIFFERENCES), reference, replayed);
    // A run that was interrupted returns what it has, which is no result.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<String> differences =
        Stream.concat(
                report.differing().stream()
                    .map(
                        verdict ->
                            "difference: "
                                + Finding.of(verdict).orElseThrow().headline()
                                + "\n\n"
                                + SequenceDiagram.text(verdict)),
                report.differingRecords().stream()
                    .map(
                        verdict ->
                            "difference: " + verdict.difference() + "\n\n" + verdict.script()))
            .toList();
    // A batch that ended at a difference did not have the time to take every action.
    List<String> untaken = differences.isEmpty() ? report.untakenActions() : List.of();
    return new BatchResult(report.traces(), report.steps(), report.seconds(), differences, untaken);
  }
}
