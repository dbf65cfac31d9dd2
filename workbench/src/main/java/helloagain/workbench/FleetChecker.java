package helloagain.workbench;

import helloagain.spec.DistributedHelper;
import helloagain.spec.DistributedHelper.Joined;
import helloagain.spec.DistributedRun;
import helloagain.spec.SpecSource;
import helloagain.spec.TlcProgress;
import helloagain.spec.TlcResult;
import helloagain.spec.TlcRun;
import helloagain.workbench.WorldResult.Count;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks models with TLC's distributed mode.
 *
 * @param server makes a server of a run
 * @param helpers the workers that are started here
 * @param told receives what happens to workers and fingerprint servers
 */
record FleetChecker(
    Function<TlcRun, DistributedRun> server, List<DistributedHelper> helpers, Consumer<String> told)
    implements ModelChecker {
  /** Copies the list. */
  FleetChecker {
    helpers = List.copyOf(helpers);
  }

  @Override
  public TlcResult run(
      SpecSource source, String module, String config, Consumer<TlcProgress> progress)
      throws InterruptedException {
    List<Joined> joined = new ArrayList<>();
    try {
      for (DistributedHelper helper : helpers) {
        joined.add(helper.join(line -> {}));
      }
      return server.apply(TlcRun.of(source, module, config)).run(progress, this::tell);
    } finally {
      joined.forEach(Joined::close);
    }
  }

  /** TLC adds the time to everything that it says. */
  private void tell(String event) {
    told.accept(event.replaceAll(" \\([0-9-]+ [0-9:]+\\)$", ""));
  }

  /** Workers that meet at a state generate it more than once. */
  @Override
  public Set<Count> exact() {
    return EnumSet.of(Count.STATES);
  }
}
