package helloagain.probe;

import helloagain.exchange.Hellos;
import helloagain.flight.Credentials;
import helloagain.live.Chunk;
import helloagain.live.Limits;
import helloagain.live.Line;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ExtensionType;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.vectors.Expected;
import helloagain.vectors.Heard;
import helloagain.vectors.Message;
import helloagain.vectors.TestedPeer;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorRunner;
import helloagain.vectors.VectorSet;
import helloagain.vectors.Verdict;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs tests as they are planned. What a peer does in its trouble is a verdict, never an end. */
public final class TestRun implements AutoCloseable {
  private static final int MOST_OCTETS_SHOWN = 256;

  private final Limits limits;
  private final Profile profile;
  private final Credentials credentials;

  /** Threads that nobody waits for: a peer of this JVM can keep its thread for ever. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "probe");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Takes what all tests have in common.
   *
   * @param credentials what the servers of the scripts prove themselves with
   */
  public TestRun(Limits limits, Profile profile, Credentials credentials) {
    this.limits = limits;
    this.profile = profile;
    this.credentials = credentials;
  }

  /** Runs a test; any number may be run at a time. */
  public ProbeResult run(TestPlan plan) throws InterruptedException {
    if (plan.way().isEmpty()) {
      return result(
          plan, Grade.NOT_APPLICABLE, 0, List.of(), "", List.of(), plan.reason().orElse(""));
    }
    TestPlan.Way way = plan.way().get();
    Future<ProbeResult> future = threads.submit(() -> run(plan, way));
    // Its own limits come first, unless the peer keeps the thread.
    long most = 2 * limits.whole().toMillis();
    try {
      return future.get(most, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return result(
          plan, Grade.HANGS, 0, List.of(), "it does not return", List.of(), way.setup().words());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "test " + plan.vector().id() + ": " + e.getCause(), e.getCause());
    } finally {
      future.cancel(true);
    }
  }

  private ProbeResult run(TestPlan plan, TestPlan.Way way) {
    Vector vector = inRecords(plan.set(), plan.vector());
    try (RecordPeer<?> peer = peer(way, vector)) {
      Verdict verdict;
      try {
        verdict = VectorRunner.run(plan.set(), vector, way.kind(), profile, peer);
      } catch (Line.CrashException e) {
        verdict = new Verdict(Grade.CRASHES, place(peer), String.valueOf(e.getMessage()));
      }
      Optional<String> death = mayBeDead(verdict) ? peer.death() : Optional.empty();
      if (death.isPresent()) {
        verdict = new Verdict(Grade.CRASHES, place(peer), death.get());
      }
      verdict = withEnd(vector, verdict, peer);
      if (!verdict.isDeparture() && peer.leaks()) {
        verdict =
            new Verdict(
                Grade.LEAKS,
                verdict.step(),
                verdict.observed() + ", and then it keeps the connection open");
      }
      if (isPolicy(way, vector, verdict, peer.hellos())) {
        return result(
            plan,
            Grade.NOT_APPLICABLE,
            0,
            List.of(),
            "",
            List.of(),
            "it chooses by another policy");
      }
      List<Violation> broken = audit(way, vector, peer.hellos());
      boolean isNews = !broken.isEmpty() && !verdict.isDeparture();
      String audited =
          broken.stream().map(Violation::reason).distinct().collect(Collectors.joining("; "));
      return result(
          plan.with(vector),
          isNews ? Grade.VIOLATES : verdict.grade(),
          verdict.step(),
          isNews || isOfSecondHello(vector, verdict)
              ? broken.stream().map(violation -> violation.rule().id()).distinct().toList()
              : verdict.rule().map(Rule::id).stream().toList(),
          isNews ? audited : verdict.observed(),
          peer.chunks(),
          way.setup().words());
    } catch (IOException e) {
      // There is no connection: the peer is gone, or takes no more.
      return result(
          plan,
          Grade.CRASHES,
          0,
          List.of(),
          "no connection: " + e.getMessage(),
          List.of(),
          way.setup().words());
    }
  }

  /** Who says with an alert that this is the end is alive; of the others it takes time to ask. */
  private static boolean mayBeDead(Verdict verdict) {
    return switch (verdict.grade()) {
      case VIOLATES, HANGS, NO_ALERT -> true;
      case CRASHES, OTHER_ALERT, LEAKS, MAY_ABORT, LEFT_OPEN, CONFORMS, NOT_APPLICABLE -> false;
    };
  }

  /**
   * Tells whether a server made another choice than was found out that it makes, and broke nothing
   * by it: which group it takes and whether it retries for it is its own affair (4.1.1).
   */
  private static boolean isPolicy(
      TestPlan.Way way, Vector vector, Verdict verdict, HelloLog hellos) {
    List<Expected> expected = vector.steps().get(verdict.step()).expected();
    return way.kind() instanceof TestedPeer.Server
        && verdict.grade() == Grade.VIOLATES
        && verdict.rule().isEmpty()
        && expected.stream()
            .allMatch(one -> one instanceof Expected.Hello || one instanceof Expected.Retry)
        && hellos.endsWithReply();
  }

  private static boolean isOfSecondHello(Vector vector, Verdict verdict) {
    return vector.steps().get(verdict.step()).expected().stream()
        .anyMatch(Expected.SecondHello.class::isInstance);
  }

  /**
   * Adds what comes after a message that should not have been sent: who ends right after it has
   * refused what it was told, if late. Who wants to read more cannot be said to be late.
   */
  private static Verdict withEnd(Vector vector, Verdict verdict, RecordPeer<?> peer)
      throws IOException {
    if (verdict.grade() == Grade.HANGS && peer.waits()) {
      return new Verdict(verdict.grade(), verdict.step(), "nothing, it waits for more");
    }
    Optional<Heard> then =
        verdict.grade() == Grade.VIOLATES ? peer.afterMessage() : Optional.empty();
    List<Expected> expected = vector.steps().get(verdict.step()).expected();
    if (then.isPresent() && then.get() instanceof Heard.FatalAlert alert) {
      return new Verdict(
          refusal(expected, Optional.of(alert.description().name())),
          verdict.step(),
          verdict.observed() + ", then alert " + alert.description().name(),
          verdict.rule());
    }
    return then.isPresent() && then.get() instanceof Heard.Closed
        ? new Verdict(
            refusal(expected, Optional.empty()),
            verdict.step(),
            verdict.observed() + ", then it ends the connection",
            verdict.rule())
        : verdict;
  }

  private static Grade refusal(List<Expected> expected, Optional<String> alert) {
    if (!expected.stream().allMatch(Expected.Abort.class::isInstance)) {
      return Grade.VIOLATES;
    }
    return alert.isEmpty()
        ? Grade.NO_ALERT
        : expected.stream().anyMatch(one -> ((Expected.Abort) one).alerts().contains(alert.get()))
            ? Grade.CONFORMS
            : Grade.OTHER_ALERT;
  }

  /**
   * Adds what records make of a vector: whatever is in a message that comes unprotected after the
   * ServerHello, it is a record of an unexpected type as well (RFC 8446, 5), or one that cannot be
   * deprotected (5.2). A server that passes over early data passes over such records (4.2.10).
   */
  private static Vector inRecords(VectorSet set, Vector vector) {
    List<Vector.Step> steps = new ArrayList<>();
    boolean hasKeys = false;
    boolean mayPassOver = announcesEarlyData(set, vector);
    for (Vector.Step step : vector.steps()) {
      boolean isLate = hasKeys && !isOfRecords(set, step);
      steps.add(
          new Vector.Step(
              step.message(),
              isLate ? inRecords(step.expected(), mayPassOver) : step.expected(),
              step.taken()));
      Expected taken = step.expected().get(step.taken());
      hasKeys |= taken instanceof Expected.Accepts || taken instanceof Expected.Hello;
    }
    return vector.with(steps);
  }

  private static boolean announcesEarlyData(VectorSet set, Vector vector) {
    List<ClientHello> hellos = Planner.hellos(set, vector, Profile.RFC8446);
    return !hellos.isEmpty() && Hellos.carries(hellos.get(0), ExtensionType.EARLY_DATA);
  }

  /** What is told in records has the alerts that these are to be refused with. */
  private static boolean isOfRecords(VectorSet set, Vector.Step step) {
    Message message = set.messages().get(step.message());
    return message != null && message.content() instanceof Message.Content.Records;
  }

  private static List<Expected> inRecords(List<Expected> expected, boolean mayPassOver) {
    return Stream.concat(
            expected.stream().map(TestRun::inRecord),
            mayPassOver ? Stream.of(new Expected.Nothing()) : Stream.of())
        .toList();
  }

  private static Expected inRecord(Expected expected) {
    if (!(expected instanceof Expected.Abort abort)) {
      return expected;
    }
    SortedSet<String> alerts = new TreeSet<>(abort.alerts());
    alerts.add(AlertDescription.UNEXPECTED_MESSAGE.name());
    alerts.add(AlertDescription.BAD_RECORD_MAC.name());
    return new Expected.Abort(alerts, abort.rules());
  }

  private RecordPeer<?> peer(TestPlan.Way way, Vector vector) throws IOException {
    List<PreSharedKey> psks = way.kind().psks();
    return way.kind() instanceof TestedPeer.Client
        ? new ProbedClient(
            way.setup().connect(), limits, profile, vector.steps(), psks, credentials)
        : new ProbedServer(way.setup().connect(), limits, profile, psks);
  }

  /** A crash comes of what was told last. */
  private static int place(RecordPeer<?> peer) {
    return (int) Math.max(0, peer.chunks().stream().filter(Chunk::sent).count() - 1);
  }

  /**
   * Looks at what the peer sent where it was told nothing wrong: what else would be right is not
   * for the rules to say.
   */
  private static List<Violation> audit(TestPlan.Way way, Vector vector, HelloLog log) {
    return vector.rules().isEmpty() && way.kind() instanceof TestedPeer.Client
        ? Audit.ofSecondHello(log)
        : List.of();
  }

  private static ProbeResult result(
      TestPlan plan,
      Grade grade,
      int step,
      List<String> broken,
      String observed,
      List<Chunk> chunks,
      String setup) {
    Vector vector = plan.vector();
    Vector.Step decides = vector.steps().get(Math.min(step, vector.steps().size() - 1));
    List<String> rules =
        Stream.concat(
                broken.stream(),
                decides.expected().stream()
                    .filter(Expected.Abort.class::isInstance)
                    .flatMap(abort -> ((Expected.Abort) abort).rules().stream()))
            .distinct()
            .toList();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i <= Math.min(step, vector.steps().size() - 1); i++) {
      sent.add(
          Objects.requireNonNull(plan.set().messages().get(vector.steps().get(i).message()))
              .words());
    }
    return new ProbeResult(
        vector.id(),
        plan.file(),
        grade,
        rules,
        sent,
        ExpectedWords.of(decides.expected()),
        observed,
        octets(chunks),
        vector.path(),
        setup,
        chunks);
  }

  private static String octets(List<Chunk> chunks) {
    Bytes last =
        chunks.stream()
            .filter(chunk -> !chunk.sent())
            .reduce((first, second) -> second)
            .map(Chunk::octets)
            .orElse(Bytes.EMPTY);
    return last.slice(0, Math.min(last.size(), MOST_OCTETS_SHOWN)).hex();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
