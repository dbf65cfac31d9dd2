package helloagain.workbench;

import helloagain.refinement.jdk.JdkExchange;
import helloagain.refinement.jdk.JdkRole;
import helloagain.refinement.jdk.JdkScenario.Ending;
import helloagain.refinement.jdk.JdkVerdict;
import java.util.List;

/**
 * Holds what the exchanges with the JDK gave.
 *
 * @param jdk the JDK, {@code java.runtime.version}
 * @param verdicts one for each exchange
 */
record DemoReport(String jdk, List<JdkVerdict> verdicts) {
  /** Copies the list. */
  DemoReport {
    verdicts = List.copyOf(verdicts);
  }

  /** Tells whether there were exchanges and all agree; none at all would show nothing. */
  boolean holds() {
    return !verdicts.isEmpty() && verdicts.stream().allMatch(JdkVerdict::agrees);
  }

  static String role(JdkVerdict verdict) {
    return verdict.exchange().jdkRole() == JdkRole.CLIENT ? "client" : "server";
  }

  /** Returns in a few words how an exchange ended. */
  static String outcome(JdkExchange exchange) {
    Ending ending = exchange.ending();
    if (ending instanceof Ending.Negotiated negotiated) {
      return "negotiated " + negotiated.suite() + ", " + negotiated.group();
    }
    if (ending instanceof Ending.Aborted aborted) {
      return "the reference aborts with " + aborted.alert();
    }
    return ending instanceof Ending.Refused refused
        ? "the JDK aborts with " + refused.alert()
        : "unfinished";
  }
}
