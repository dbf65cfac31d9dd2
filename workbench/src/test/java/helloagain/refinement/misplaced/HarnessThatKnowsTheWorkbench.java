package helloagain.refinement.misplaced;

import helloagain.workbench.Main;

/** Breaks the rule that nobody depends on the workbench. */
public interface HarnessThatKnowsTheWorkbench {
  /** Returns what the harness must not know. */
  Main workbench();
}
