package helloagain.junit;

import helloagain.probe.KnownFindings;
import helloagain.probe.ProbeResult;
import helloagain.rule.Rule;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Is a vector that is run with an engine of somebody else. */
public final class EngineTest {
  private final VectorSource source;
  private final VectorSet set;
  private final Vector vector;
  private final MethodRun all;

  EngineTest(VectorSource source, VectorSet set, Vector vector, MethodRun all) {
    this.source = source;
    this.set = set;
    this.vector = vector;
    this.all = all;
  }

  /** Returns the id of the test. */
  public String id() {
    return vector.id();
  }

  /**
   * Runs it.
   *
   * @param engines makes engines whose role and policy are set, more than one for a test, and alike
   *     for all tests of a method; those that are clients need not trust the server
   * @throws AssertionFailedError if there is a finding that is not known
   * @throws TestAbortedException if the test is for another kind of peer, or the finding is known
   * @throws IOException if nothing can be found out about the engines
   */
  public void run(Supplier<SSLEngine> engines) throws IOException, InterruptedException {
    ProbeResult result = all.run(source, set, vector, engines);
    if (result.reason().isPresent()) {
      throw new TestAbortedException("not applicable: " + result.reason().get());
    }
    if (result.isFinding()) {
      Optional<KnownFindings.Row> row = all.known().of(result);
      if (row.isPresent()) {
        throw new TestAbortedException("known: " + row.get().reason() + "\n" + words(result));
      }
      throw new AssertionFailedError(words(result));
    }
  }

  private static String words(ProbeResult result) {
    return result.id()
        + " "
        + KnownFindings.word(result.grade())
        + " "
        + (result.rules().isEmpty()
            ? KnownFindings.NO_RULE
            : result.rules().stream()
                .map(EngineTest::withSection)
                .collect(Collectors.joining(", ")))
        + "\n  told: "
        + String.join("\n  then: ", result.sent())
        + "\n  allowed: "
        + String.join("\n       or: ", result.allowed())
        + "\n  observed: "
        + result.observed();
  }

  private static String withSection(String rule) {
    return rule + Rule.withId(rule).map(known -> " (" + known.section() + ")").orElse("");
  }
}
