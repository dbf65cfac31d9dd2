package helloagain.workbench;

import helloagain.peers.PeerRun;
import helloagain.peers.PeerRun.Result;
import java.util.List;

/**
 * Holds what the handshakes with other stacks gave.
 *
 * @param runs one for each stack, role and scenario, in this order
 */
record PeersReport(List<PeerRun> runs) {
  /** Copies the list. */
  PeersReport {
    runs = List.copyOf(runs);
  }

  /** Tells whether there were handshakes and nothing speaks against one of them. */
  boolean holds() {
    return count(Result.COMPLETED) > 0 && runs.stream().allMatch(PeerRun::holds);
  }

  long count(Result result) {
    return runs.stream().filter(run -> run.result() == result).count();
  }

  /** Counts what the reference has read and the specification has judged. */
  int judged() {
    return runs.stream().mapToInt(PeerRun::judged).sum();
  }

  /** Counts the runs of which the specification does not allow what the reference did. */
  long disagreements() {
    return runs.stream().filter(run -> !run.agrees().orElse(true)).count();
  }
}
