package helloagain.workbench;

import helloagain.flight.Credentials;
import helloagain.live.Limits;
import helloagain.probe.KnownFindings;
import helloagain.probe.Planner;
import helloagain.probe.ProbeResult;
import helloagain.probe.Subject;
import helloagain.probe.TestPlan;
import helloagain.probe.TestRun;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.table.CsvTable;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs vectors with a subject.
 *
 * @param vectors gives what a source of vectors has
 * @param sources which vectors
 * @param tests the ids of those that are run; all if there is none
 * @param judged the document by which they are judged
 * @param credentials what the servers of the scripts prove themselves with
 * @param shard which part of the tests is run; all if there is none
 * @param keepsOctets whether what crossed the connection is kept of each finding, which takes room
 */
record ProbeRun(
    Function<VectorSource, VectorSet> vectors,
    List<VectorSource> sources,
    List<String> tests,
    Profile judged,
    Limits limits,
    Credentials credentials,
    Optional<Shard> shard,
    boolean keepsOctets) {
  private static final int CONNECTION_IN_SILENCES = 6;

  /** Copies the lists. */
  ProbeRun {
    sources = List.copyOf(sources);
    tests = List.copyOf(tests);
  }

  /** Returns limits: silence of so many seconds is a hang, and a connection has six times that. */
  static Limits limits(int seconds) {
    return new Limits(
        Duration.ofSeconds(seconds),
        Duration.ofSeconds((long) CONNECTION_IN_SILENCES * seconds),
        Limits.DEFAULT.octets());
  }

  /**
   * Reads a table of known findings.
   *
   * @throws UserError if a row is not as it should be
   */
  static KnownFindings known(Path file) throws IOException {
    try {
      return KnownFindings.parse(file.toString(), Files.readString(file));
    } catch (CsvTable.UnusableException e) {
      throw UserError.unusable(String.valueOf(e.getMessage()));
    }
  }

  /** Returns all sources for a role but those of pairs. */
  static List<VectorSource> sources(Side role) {
    return Arrays.stream(VectorSource.values())
        .filter(source -> source.role() == role && !source.isOfPairs())
        .toList();
  }

  /**
   * Finds out what a subject is like, and runs what is for it. What was found is kept where the run
   * is interrupted.
   *
   * @param isOfAll whether these are all tests that there are
   * @param expectations which findings are known
   * @param again the command that does the same, without a test
   * @param err where the progress is shown
   * @throws IOException if the subject cannot be spoken with
   */
  ProbeReport report(
      Subject subject, boolean isOfAll, KnownFindings expectations, String again, PrintWriter err)
      throws IOException, InterruptedException {
    Planner planner = Planner.of(subject, limits, judged);
    List<TestPlan> plans = plans(planner);
    Queue<ProbeResult> results = new ConcurrentLinkedQueue<>();
    long start = System.nanoTime();
    boolean isWhole = true;
    try (CheckProgress progress = CheckProgress.open(err);
        TestRun run = new TestRun(limits, judged, credentials)) {
      List<Callable<Boolean>> jobs =
          plans.stream()
              .<Callable<Boolean>>map(plan -> () -> results.add(kept(run.run(plan))))
              .toList();
      Parallel.all(jobs, subject.parallel(), (done, of) -> progress.replayed(done));
    } catch (InterruptedException e) {
      // What was found so far is worth to be kept.
      isWhole = false;
    }
    return new ProbeReport(
        subject.name(),
        subject.version(),
        subject.role().name().toLowerCase(Locale.ROOT),
        judged,
        planner.words(),
        results.stream().sorted(Comparator.comparing(ProbeResult::id)).toList(),
        (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1),
        isWhole,
        isWhole && isOfAll,
        expectations,
        again,
        shard);
  }

  private ProbeResult kept(ProbeResult result) {
    return keepsOctets && result.isFinding() ? result : result.withoutChunks();
  }

  /** Is a vector that was asked for, and where it is from. */
  private record Chosen(VectorSource source, VectorSet set, Vector vector) {}

  private List<TestPlan> plans(Planner planner) {
    List<Chosen> chosen = chosen();
    return shard.map(part -> part.part(chosen)).orElse(chosen).stream()
        .map(one -> planner.plan(one.source().title(), one.set(), one.vector()))
        .toList();
  }

  private List<Chosen> chosen() {
    List<Chosen> chosen = new ArrayList<>();
    for (VectorSource source : sources) {
      VectorSet set = vectors.apply(source);
      for (Vector vector : set.vectors().values()) {
        boolean isChosen = tests.isEmpty() || tests.contains(vector.id());
        if (isChosen && vector.profiles().contains(judged.word())) {
          chosen.add(new Chosen(source, set, vector));
        }
      }
    }
    Set<String> found =
        chosen.stream().map(one -> one.vector().id()).collect(Collectors.toUnmodifiableSet());
    for (String test : tests) {
      if (!found.contains(test)) {
        throw UserError.unusable("there is no test '" + test + "' of this role and profile");
      }
    }
    return chosen;
  }
}
