package helloagain.workbench;

import helloagain.endpoint.EndpointSettings;
import helloagain.flight.Trust;
import helloagain.live.Limits;
import helloagain.live.LiveClient;
import helloagain.live.Outcome;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.OpenSslServers;
import helloagain.peers.Presence;
import helloagain.peers.Stack;
import helloagain.peers.Stacks;
import helloagain.probe.EngineSubject;
import helloagain.probe.Planner;
import helloagain.probe.ProbeResult;
import helloagain.probe.ServerSubject;
import helloagain.probe.Subject;
import helloagain.probe.TestPlan;
import helloagain.probe.TestRun;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Samples;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.vectors.Conformance;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import helloagain.vectors.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Measures how many tests a second the probe runs: with servers of OpenSSL on loopback, beside
 * whole handshakes with the same server, and with peers of this JVM; and how long it takes to make
 * the vectors.
 *
 * <p>A test has a connection of its own, and as many messages as it tells. What is measured begins
 * when it is known what the peer is like and which tests are for it. There is no round to warm up.
 */
final class ProbeBench {
  private static final Duration WHOLE = Duration.ofSeconds(30);
  private static final List<CipherSuite> SUITES = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);

  private ProbeBench() {}

  /**
   * Says how much is measured.
   *
   * @param rounds how often each is done, at least 1
   * @param servers how many servers are probed at a time
   * @param silence what is taken for a hang
   * @param handshakes how many whole handshakes a sample of the reference has
   * @param seconds how long OpenSSL's own client makes some
   * @param tests which tests are run
   * @param generated which files are made
   */
  record Effort(
      int rounds,
      int servers,
      Duration silence,
      int handshakes,
      int seconds,
      Predicate<VectorSource> tests,
      Predicate<VectorSource> generated) {
    /** What takes three minutes or so. */
    static final Effort USUAL =
        new Effort(
            3,
            8,
            Duration.ofSeconds(1),
            500,
            3,
            source -> !source.isOfPairs(),
            source -> !source.isOfPairs());
  }

  /**
   * States what was measured.
   *
   * @param version the version of OpenSSL
   * @param tests how many tests are for its server
   * @param silent how many of them end with silence
   * @param silence the seconds that each of these takes
   * @param servers how many servers were probed at a time
   * @param alone tests a second with one server
   * @param answered the same without the silent ones and the time that they take
   * @param together tests a second with all servers
   * @param handshakes whole handshakes a second with one server, by the reference
   * @param ownHandshakes the same by OpenSSL's client
   * @param inJvm the peers of this JVM
   * @param generation the files that were made
   */
  record Report(
      String version,
      int tests,
      int silent,
      double silence,
      int servers,
      Samples alone,
      Samples answered,
      Samples together,
      Samples handshakes,
      Samples ownHandshakes,
      List<InJvm> inJvm,
      Generation generation) {
    /** Copies the list. */
    Report {
      inJvm = List.copyOf(inJvm);
    }
  }

  /**
   * States what was measured with a peer of this JVM.
   *
   * @param peer what it is
   * @param tests how many tests are for it
   * @param threads how many were run at a time
   * @param rate tests a second
   */
  record InJvm(String peer, int tests, int threads, Samples rate) {}

  /**
   * States what it took to make vectors.
   *
   * @param files how many files
   * @param vectors how many vectors are in them
   * @param seconds how long it took
   */
  record Generation(int files, int vectors, double seconds) {}

  /** Says why the probe cannot be measured, if so. */
  static Optional<String> missing() {
    return OpenSslServers.presence() instanceof Presence.Absent absent
        ? Optional.of("openssl is absent: " + absent.reason())
        : Optional.empty();
  }

  /**
   * Measures.
   *
   * @param progress is told in one line what comes next
   * @throws UserError if there is no OpenSSL
   * @throws InterruptedException if the thread is interrupted
   */
  static Report run(Effort effort, Consumer<String> progress) throws InterruptedException {
    missing()
        .ifPresent(
            words -> {
              throw UserError.failed(words);
            });
    try (Materials materials = Materials.make();
        OpenSslServers servers = OpenSslServers.start(effort.servers(), materials)) {
      return new ProbeBench.Measuring(effort, progress, materials).report(servers);
    } catch (IOException e) {
      throw new UncheckedIOException("measuring the probe", e);
    }
  }

  /** Holds what all measurements have in common. */
  private static final class Measuring {
    private final Effort effort;
    private final Consumer<String> progress;
    private final Materials materials;
    private final Limits limits;
    private final Map<VectorSource, VectorSet> vectors = new EnumMap<>(VectorSource.class);

    Measuring(Effort effort, Consumer<String> progress, Materials materials) {
      this.effort = effort;
      this.progress = progress;
      this.materials = materials;
      this.limits = new Limits(effort.silence(), WHOLE, Limits.DEFAULT.octets());
      for (VectorSource source : VectorSource.values()) {
        if (effort.tests().test(source)) {
          vectors.put(source, VectorStore.packaged(source));
        }
      }
    }

    Report report(OpenSslServers servers) throws IOException, InterruptedException {
      InetSocketAddress first = servers.addresses().get(0);
      List<TestPlan> one = plans(new ServerSubject(List.of(first), effort.silence(), 1));
      ServerSubject subject = new ServerSubject(servers.addresses(), effort.silence(), 1);
      List<TestPlan> all = plans(subject);
      List<Round> alone = new ArrayList<>();
      List<Round> together = new ArrayList<>();
      List<Double> handshakes = new ArrayList<>();
      List<Double> own = new ArrayList<>();
      for (int round = 1; round <= effort.rounds(); round++) {
        progress.accept("probing OpenSSL, turn " + round + " of " + effort.rounds());
        alone.add(round(one, 1));
        together.add(round(all, subject.parallel()));
        handshakes.add(handshakes(first));
        own.add(servers.ownHandshakesPerSecond(effort.seconds()));
      }
      List<InJvm> inJvm = new ArrayList<>();
      progress.accept("probing peers in this JVM");
      for (Side role : Side.values()) {
        inJvm.add(reference(role));
        inJvm.add(jdk(role));
      }
      progress.accept("making vectors");
      return new Report(
          OpenSslServers.presence() instanceof Presence.Present present ? present.version() : "",
          one.size(),
          alone.get(0).silent(),
          effort.silence().toMillis() / 1e3,
          effort.servers(),
          Samples.of(alone.stream().map(Round::rate).toList()),
          Samples.of(alone.stream().map(Round::answeredRate).toList()),
          Samples.of(together.stream().map(Round::rate).toList()),
          Samples.of(handshakes),
          Samples.of(own),
          inJvm,
          generation());
    }

    /** Returns the tests that are for a subject. */
    private List<TestPlan> plans(Subject subject) throws IOException {
      Planner planner = Planner.of(subject, limits, Profile.RFC8446);
      List<TestPlan> plans = new ArrayList<>();
      vectors.forEach(
          (source, set) -> {
            if (source.role() == subject.role()) {
              for (Vector vector : ofProfile(set)) {
                plans.add(planner.plan(source.title(), set, vector));
              }
            }
          });
      return plans.stream().filter(plan -> plan.way().isPresent()).toList();
    }

    private static List<Vector> ofProfile(VectorSet set) {
      return set.vectors().values().stream()
          .filter(vector -> vector.profiles().contains(Profile.RFC8446.word()))
          .toList();
    }

    /**
     * Is what came of all tests once.
     *
     * @param silentNanos the time that the silent ones took, if one was run at a time
     */
    private record Round(int tests, long nanos, int silent, long silentNanos) {
      double rate() {
        return tests * 1e9 / nanos;
      }

      double answeredRate() {
        return (tests - silent) * 1e9 / (nanos - silentNanos);
      }
    }

    private Round round(List<TestPlan> plans, int parallel) throws InterruptedException {
      AtomicLong silentNanos = new AtomicLong();
      try (TestRun run =
          new TestRun(limits, Profile.RFC8446, materials.reference().credentials())) {
        List<Callable<ProbeResult>> jobs =
            plans.stream()
                .<Callable<ProbeResult>>map(
                    plan ->
                        () -> {
                          long begin = System.nanoTime();
                          ProbeResult result = run.run(plan);
                          if (isSilent(result)) {
                            silentNanos.addAndGet(System.nanoTime() - begin);
                          }
                          return result;
                        })
                .toList();
        long start = System.nanoTime();
        List<ProbeResult> results = Parallel.all(jobs, parallel, (done, of) -> {});
        long nanos = System.nanoTime() - start;
        int silent = (int) results.stream().filter(Measuring::isSilent).count();
        return new Round(plans.size(), nanos, silent, silentNanos.get());
      }
    }

    private static boolean isSilent(ProbeResult result) {
      return result.grade() == Verdict.Grade.HANGS;
    }

    // Whole handshakes.

    private double handshakes(InetSocketAddress server) throws IOException {
      LiveClient client =
          new LiveClient(
              new ClientSetup(
                  List.of(NamedGroup.X25519),
                  Set.of(NamedGroup.X25519),
                  SUITES,
                  List.of(ProtocolVersion.TLS_13),
                  MessageConcretion.SESSION_ID,
                  List.of(),
                  0,
                  Set.of()),
              Optional.empty(),
              Trust.ANYBODY,
              EndpointSettings.DEFAULT,
              Limits.DEFAULT,
              Bytes.EMPTY,
              Bytes.EMPTY);
      long start = System.nanoTime();
      for (int i = 0; i < effort.handshakes(); i++) {
        if (!(client.run(server).outcome() instanceof Outcome.Completed)) {
          throw new IOException("a handshake with OpenSSL is not completed");
        }
      }
      return effort.handshakes() * 1e9 / (System.nanoTime() - start);
    }

    // Peers of this JVM.

    private InJvm jdk(Side role) throws IOException, InterruptedException {
      EngineSource jdk =
          Stacks.inThisJvm().stream()
              .filter(EngineSource.class::isInstance)
              .map(EngineSource.class::cast)
              .filter((Stack stack) -> stack.name().equals("jdk"))
              .findFirst()
              .orElseThrow();
      EngineSubject subject = EngineSubject.of(jdk, role, materials);
      List<TestPlan> plans = plans(subject);
      List<Double> rates = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        rates.add(round(plans, subject.parallel()).rate());
      }
      return new InJvm("jdk as " + word(role), plans.size(), subject.parallel(), Samples.of(rates));
    }

    /** The reference gets messages and no records, as {@code hello vectors verify} has it. */
    private InJvm reference(Side role) throws InterruptedException {
      int threads = Runtime.getRuntime().availableProcessors();
      List<Callable<Boolean>> jobs = new ArrayList<>();
      vectors.forEach(
          (source, set) -> {
            if (source.role() == role) {
              for (Vector vector : ofProfile(set)) {
                jobs.add(() -> Conformance.departure(set, vector).isPresent());
              }
            }
          });
      List<Double> rates = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        long start = System.nanoTime();
        Parallel.all(jobs, threads, (done, of) -> {});
        rates.add(jobs.size() * 1e9 / (System.nanoTime() - start));
      }
      return new InJvm("reference as " + word(role), jobs.size(), threads, Samples.of(rates));
    }

    private static String word(Side role) {
      return role.name().toLowerCase(Locale.ROOT);
    }

    private Generation generation() {
      List<VectorSource> sources =
          Arrays.stream(VectorSource.values()).filter(effort.generated()).toList();
      long start = System.nanoTime();
      int count = 0;
      for (VectorSource source : sources) {
        VectorFiles.Made made = VectorFiles.make(source, any -> Set.of());
        count += made.text().isEmpty() ? 0 : made.set().vectors().size();
      }
      return new Generation(sources.size(), count, (System.nanoTime() - start) / 1e9);
    }
  }
}
