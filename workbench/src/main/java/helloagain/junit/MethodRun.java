package helloagain.junit;

import helloagain.live.Limits;
import helloagain.live.SelfMade;
import helloagain.probe.EngineSubject;
import helloagain.probe.KnownFindings;
import helloagain.probe.Planner;
import helloagain.probe.ProbeResult;
import helloagain.probe.Subject;
import helloagain.probe.TestPlan;
import helloagain.probe.TestRun;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Is what the tests of one method have in common, and judges all of them when they are over. */
final class MethodRun implements ExtensionContext.Store.CloseableResource {
  private final Profile profile;
  private final KnownFindings known;
  private final int tests;
  private final TestRun run;
  private final List<ProbeResult> results = new ArrayList<>();
  private Optional<Planner> planner = Optional.empty();

  /**
   * Begins.
   *
   * @param known the findings that are known
   * @param tests how many tests there are
   */
  MethodRun(Profile profile, KnownFindings known, int tests) {
    this.profile = profile;
    this.known = known;
    this.tests = tests;
    // Nobody certifies it; a client that minds has taken the ServerHello nevertheless.
    this.run = new TestRun(Limits.DEFAULT, profile, SelfMade.credentials("localhost"));
  }

  KnownFindings known() {
    return known;
  }

  /** Runs a test. What the engines are like is found out with those of the first one. */
  ProbeResult run(VectorSource source, VectorSet set, Vector vector, Supplier<SSLEngine> engines)
      throws IOException, InterruptedException {
    Subject.Setup setup = new EngineSubject.OfEngines("as it is", engines);
    TestPlan plan = planner(source.role(), setup).plan(source.title(), set, vector);
    ProbeResult result =
        run.run(
            new TestPlan(
                plan.file(),
                set,
                vector,
                plan.way().map(way -> new TestPlan.Way(setup, way.kind())),
                plan.reason()));
    synchronized (results) {
      results.add(result);
    }
    return result;
  }

  private synchronized Planner planner(Side role, Subject.Setup setup) throws IOException {
    if (planner.isEmpty()) {
      planner =
          Optional.of(
              Planner.of(
                  new EngineSubject("engine", "unknown", role, List.of(setup)),
                  Limits.DEFAULT,
                  profile));
    }
    return planner.get();
  }

  /**
   * Judges all tests together.
   *
   * @throws AssertionFailedError if none was applicable, or if something known was not found
   */
  @Override
  public void close() {
    run.close();
    synchronized (results) {
      // Somebody may have chosen some of them; they say nothing of the rest.
      if (results.size() == tests) {
        complaint().ifPresent(MethodRun::fail);
      }
    }
  }

  private static void fail(String complaint) {
    throw new AssertionFailedError(complaint);
  }

  private Optional<String> complaint() {
    if (results.stream().allMatch(result -> result.reason().isPresent())) {
      return Optional.of(
          "none of "
              + results.size()
              + " tests is applicable: "
              + results.stream()
                  .flatMap(result -> result.reason().stream())
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining("; ")));
    }
    List<KnownFindings.Row> unmet =
        known.unmet(results.stream().filter(ProbeResult::isFinding).toList());
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unmet.stream()
                .map(row -> row.finding() + " " + KnownFindings.word(row.grade()))
                .collect(Collectors.joining(", ", "known, and not found any more: ", "")));
  }
}
