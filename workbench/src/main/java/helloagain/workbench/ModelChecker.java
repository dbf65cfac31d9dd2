package helloagain.workbench;

import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.workbench.WorldResult.Count;
import java.util.Set;
import java.util.function.Consumer;

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
}
