package helloagain.probe;

import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.ProgramSource;
import helloagain.peers.Stack;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.util.Optional;

/** Makes subjects of the stacks that are known. */
public final class StackSubjects {
  private StackSubjects() {}

  /**
   * Sets a stack up to be probed.
   *
   * @param parallel how many connections there are at a time; empty for as many as there are
   *     processors. Engines never wait, and have as many always.
   * @throws IOException if it cannot be set up
   */
  public static Subject of(Stack stack, Side role, Optional<Integer> parallel, Materials materials)
      throws IOException {
    return stack instanceof EngineSource engines
        ? EngineSubject.of(engines, role, materials)
        : ProgramSubject.of(
            (ProgramSource) stack,
            role,
            parallel.orElseGet(() -> Runtime.getRuntime().availableProcessors()),
            materials);
  }
}
