package helloagain.junit;

import helloagain.flight.Credentials;
import helloagain.live.Limits;
import helloagain.probe.EngineSubject;
import helloagain.probe.Planner;
import helloagain.probe.ProbeResult;
import helloagain.probe.TestRun;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Is a vector that is run with an engine of somebody else. */
public final class EngineTest {
  private final VectorSource source;
  private final VectorSet set;
  private final Vector vector;
  private final Credentials credentials;

  EngineTest(VectorSource source, VectorSet set, Vector vector, Credentials credentials) {
    this.source = source;
    this.set = set;
    this.vector = vector;
    this.credentials = credentials;
  }

  /** Returns the id of the test. */
  public String id() {
    return vector.id();
  }

  /**
   * Runs it by RFC 8446.
   *
   * @param engines makes engines whose role and policy are set, more than one for a test; those
   *     that are clients need not trust the server
   * @throws AssertionFailedError if there is a finding
   * @throws TestAbortedException if the test is for another kind of peer
   * @throws IOException if nothing can be found out about the engines
   */
  public void run(Supplier<SSLEngine> engines) throws IOException, InterruptedException {
    Side role = source.role();
    EngineSubject subject =
        new EngineSubject(
            "engine", "unknown", role, List.of(new EngineSubject.OfEngines("as it is", engines)));
    Planner planner = Planner.of(subject, Limits.DEFAULT, Profile.RFC8446);
    ProbeResult result;
    try (TestRun run = new TestRun(Limits.DEFAULT, Profile.RFC8446, credentials)) {
      result = run.run(planner.plan(source.title(), set, vector));
    }
    if (result.reason().isPresent()) {
      throw new TestAbortedException("not applicable: " + result.reason().get());
    }
    if (result.isFinding()) {
      throw new AssertionFailedError(
          result.grade()
              + " "
              + result.rules()
              + "; told: "
              + String.join("; then ", result.sent())
              + "; allowed: "
              + String.join("; or ", result.allowed())
              + "; observed: "
              + result.observed());
    }
  }
}
