package helloagain.probe;

import helloagain.live.Limits;
import helloagain.live.SelfMade;
import helloagain.rule.Profile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Probes in tests, one test after the other. The vectors are read once. */
final class Probing {
  /** Engines answer at once or never. */
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 20);

  private static final Map<VectorSource, VectorSet> READ = new EnumMap<>(VectorSource.class);

  private Probing() {}

  static synchronized VectorSet vectors(VectorSource source) {
    return READ.computeIfAbsent(source, VectorStore::packaged);
  }

  /** Runs the tests of a file by RFC 8446. */
  static List<ProbeResult> probe(Subject subject, VectorSource source, Predicate<Vector> chosen)
      throws IOException, InterruptedException {
    return probe(subject, source, chosen, LIMITS);
  }

  static List<ProbeResult> probe(
      Subject subject, VectorSource source, Predicate<Vector> chosen, Limits limits)
      throws IOException, InterruptedException {
    VectorSet set = vectors(source);
    Planner planner = Planner.of(subject, limits, Profile.RFC8446);
    List<ProbeResult> results = new ArrayList<>();
    try (TestRun run = new TestRun(limits, Profile.RFC8446, SelfMade.credentials("localhost"))) {
      for (Vector vector : set.vectors().values()) {
        if (vector.profiles().contains(Profile.RFC8446.word()) && chosen.test(vector)) {
          results.add(run.run(planner.plan(source.title(), set, vector)));
        }
      }
    }
    return results;
  }

  static List<ProbeResult> findings(List<ProbeResult> results) {
    return results.stream().filter(ProbeResult::isFinding).toList();
  }

  static long count(List<ProbeResult> results, Grade grade) {
    return results.stream().filter(result -> result.grade() == grade).count();
  }
}
