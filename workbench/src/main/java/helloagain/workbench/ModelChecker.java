package helloagain.workbench;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import helloagain.workbench.WorldResult.Count;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks one model from its first state to its last. */
@FunctionalInterface
interface ModelChecker {
  /**
   * Runs one model.
   *
   * @param source the modules and configurations
   * @param module the root module
   * @param config the configuration
   * @param progress receives reports, on any thread
   */
  TlcResult run(SpecSource source, String module, String config, Consumer<TlcProgress> progress)
      throws InterruptedException;

  /** Returns the numbers that are the same in each run of it. */
  default Set<Count> exact() {
    return Count.all();
  }

  /**
   * Returns TLC in a JVM of its own, with one worker: only then is the depth exact.
   *
   * @param jar the jar that holds TLC, or nothing for the one that the project is built with
   */
  static ModelChecker tlc(@Nullable Path jar) {
    return (source, module, config, progress) -> run(source, module, config, jar).run(progress);
  }

  /** Describes a run with the TLC of a jar, or with the one that the project is built with. */
  static TlcRun run(SpecSource source, String module, String config, @Nullable Path jar) {
    TlcRun run = TlcRun.of(source, module, config);
    return jar == null ? run : run.withJar(jar);
  }
}
