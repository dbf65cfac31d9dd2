package helloagain.workbench;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import helloagain.workbench.WorldResult.Count;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks models with TLC in one process that has as many threads, as much memory and as much of the
 * disk as somebody says.
 *
 * @param jar the jar that holds TLC, or nothing for the one that the project is built with
 * @param sized makes a run as large as is said
 * @param exact the numbers that are the same in each such run
 */
record SizedChecker(@Nullable Path jar, UnaryOperator<TlcRun> sized, Set<Count> exact)
    implements ModelChecker {
  /** Copies the set. */
  SizedChecker {
    exact = Set.copyOf(exact);
  }

  /** Returns the checker of some options. */
  static SizedChecker of(@Nullable Path jar, SizeOptions sizes) {
    return new SizedChecker(
        jar,
        sizes::of,
        // What came before a checkpoint is not counted again, but for the states; and who comes
        // first to a state decides on the depth.
        sizes.resumes()
            ? Set.of(Count.STATES)
            : sizes.workers() > 1 ? Set.of(Count.STATES, Count.EDGES) : Count.all());
  }

  @Override
  public TlcResult run(
      SpecSource source, String module, String config, Consumer<TlcProgress> progress)
      throws InterruptedException {
    TlcRun run = TlcRun.of(source, module, config);
    return sized.apply(jar == null ? run : run.withJar(jar)).run(progress);
  }
}
