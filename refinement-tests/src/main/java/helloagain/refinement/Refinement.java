package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Makes many runs of reference and specification beside each other, both ways: runs that jqwik
 * draws and streams of records, judged by the specification; behaviours of the specification that
 * drive the reference; and runs that were recorded from outside.
 */
public final class Refinement {
  /** The actions of {@code Handshake.tla}; a run that never takes one has seen too little. */
  public static final List<String> ACTIONS =
      List.of(
          "ClientSendsFirstHello",
          "ClientRetries",
          "ClientAccepts",
          "ClientAborts",
          "ClientCloses",
          "ClientReadsOn",
          "ServerRetries",
          "ServerAcceptsFirst",
          "ServerAcceptsSecond",
          "ServerAborts",
          "ServerCloses",
          "ServerReadsOn",
          "HostileServerSends",
          "HostileClientSends");

  /** Those that RFC 9846 alone allows. */
  private static final Set<String> ACTIONS_OF_REVISION = Set.of("ClientReadsOn", "ServerReadsOn");

  /** Every fourth run is a behaviour of the specification. */
  private static final int BEHAVIOUR_EVERY = 4;

  /** Every eighth run is a stream of records; it begins where no behaviour stands. */
  private static final int RECORDS_EVERY = 8;

  private static final int RECORDS_AT = 5;

  /** Now and then a run was recorded from outside, if there is one; likewise. */
  private static final int RECORDED_EVERY = 64;

  private static final int RECORDED_AT = 17;

  /** The runs that a thread makes at once: some tenths of a second. */
  private static final int CHUNK = 32;

  /** Parts of a batch take turns in these, for a round of them has runs of every kind. */
  private static final int ROUND = RECORDED_EVERY;

  /** The models of the project take seconds to load and do not change: they are kept. */
  private static final Judges JUDGES = new Judges();

  private static final Behaviours BEHAVIOURS = new Behaviours();

  private static final List<World> WORLDS = List.of(World.values());
  private static final int GENERATOR_SIZE = 1000;

  private Refinement() {}

  /**
   * Returns the actions that can be taken and are not among those that were, in the order of {@link
   * #ACTIONS}.
   *
   * @param profile the document that all runs followed; none if they followed both
   */
  public static List<String> untaken(Optional<Profile> profile, Set<String> taken) {
    boolean onlyFirst = profile.filter(Profile.RFC8446::equals).isPresent();
    return ACTIONS.stream()
        .filter(action -> !(onlyFirst && ACTIONS_OF_REVISION.contains(action)))
        .filter(action -> !taken.contains(action))
        .toList();
  }

  /**
   * Says what to run.
   *
   * @param tries the number of runs, at least 1
   * @param seed the seed; run number i of a seed is always the same
   * @param maxDifferences the number of differences after which the run stops
   * @param profile the document that all traces follow; if none is given, both are drawn
   * @param threads how many threads make the runs, at least 1; what comes out does not depend on it
   * @param recorded traces that were recorded with a peer of somebody else, to be mixed in
   * @param part which part of the runs is made, from 1
   * @param parts in how many parts they are made; all of them together are the runs of the whole
   */
  public record Options(
      long tries,
      long seed,
      int maxDifferences,
      Optional<Profile> profile,
      int threads,
      List<Trace> recorded,
      int part,
      int parts) {
    /** Copies the list. */
    public Options {
      recorded = List.copyOf(recorded);
    }

    /** Asks for runs on all processors, without recorded ones. */
    public Options(long tries, long seed, int maxDifferences, Optional<Profile> profile) {
      this(
          tries,
          seed,
          maxDifferences,
          profile,
          Runtime.getRuntime().availableProcessors(),
          List.of(),
          1,
          1);
    }

    /** Asks for runs by both documents. */
    public Options(long tries, long seed, int maxDifferences) {
      this(tries, seed, maxDifferences, Optional.empty());
    }

    /** Returns the same with another number of threads. */
    public Options on(int others) {
      return new Options(tries, seed, maxDifferences, profile, others, recorded, part, parts);
    }

    /** Returns the same with recorded traces mixed in. */
    public Options with(List<Trace> traces) {
      return new Options(tries, seed, maxDifferences, profile, threads, traces, part, parts);
    }

    /** Returns the same for one part of the runs. */
    public Options in(int one, int of) {
      return new Options(tries, seed, maxDifferences, profile, threads, recorded, one, of);
    }

    /** Tells whether a run is in the part that is made. */
    boolean has(long number) {
      return number / ROUND % parts == part - 1;
    }
  }

  /**
   * Draws runs.
   *
   * @param scripts runs of the hellos
   * @param records streams of records
   */
  public record Generators(Arbitrary<Script> scripts, Arbitrary<RecordScript> records) {
    /** Draws from everything, by one document or by both. */
    public static Generators all(Optional<Profile> profile) {
      return new Generators(
          profile.map(Scripts::any).orElseGet(Scripts::any), RecordScripts.mixed());
    }
  }

  /**
   * States what came out.
   *
   * @param traces the runs that were made
   * @param steps the moves and records of all of them
   * @param seconds the time for that, without loading the specification
   * @param differing the runs of the hellos that differ, each as short as it gets
   * @param differingRecords the streams of records that differ, likewise
   * @param numbers which runs these were, counted from 1: those of the hellos, then those of
   *     records
   * @param actions how often each action was taken
   * @param labels how many runs have each label, in the order of {@link Label}
   * @param options what was asked for
   */
  public record Report(
      long traces,
      long steps,
      double seconds,
      List<Verdict> differing,
      List<RecordVerdict> differingRecords,
      List<Long> numbers,
      Map<String, Long> actions,
      List<LabelCount> labels,
      Options options) {
    /** Copies the collections. */
    public Report {
      differing = List.copyOf(differing);
      differingRecords = List.copyOf(differingRecords);
      numbers = List.copyOf(numbers);
      actions = Map.copyOf(actions);
      labels = List.copyOf(labels);
    }

    /** Returns how many runs differ. */
    public int differences() {
      return differing.size() + differingRecords.size();
    }

    /** Returns the labels that were drawn too seldom. */
    public List<LabelCount> shortLabels() {
      return labels.stream().filter(LabelCount::fallsShort).toList();
    }

    /** Returns the seed. */
    public long seed() {
      return options.seed();
    }

    /**
     * Returns the actions that were never taken though they can be, in the order of {@link
     * #ACTIONS}.
     */
    public List<String> untakenActions() {
      return untaken(options.profile(), actions.keySet());
    }

    /** Tells whether no run differs, every action was taken and no label falls short. */
    public boolean holds() {
      return differences() == 0 && untakenActions().isEmpty() && shortLabels().isEmpty();
    }
  }

  /**
   * Draws from everything and makes the runs.
   *
   * @param progress is told the number of finished runs after each, in this thread
   */
  public static Report run(Options options, Reference reference, LongConsumer progress) {
    return run(options, Generators.all(options.profile()), reference, progress);
  }

  /** Makes runs of other generators. */
  static Report run(
      Options options, Generators generators, Reference reference, LongConsumer progress) {
    List<Report> reports = new ArrayList<>();
    Runs runs = new Runs(options, reference, JUDGES, BEHAVIOURS, JUDGES.ofRecords());
    JqwikSession.run(() -> reports.add(new Batch(runs, generators).run(progress)));
    return reports.get(0);
  }

  /**
   * Holds what is left of a run when it has been made.
   *
   * @param number the number of the run, from 0
   */
  private record Done(
      long number, int steps, List<String> actions, Set<Label> labels, boolean agrees) {}

  /** Makes single runs, on any thread. */
  private record Runs(
      Options options,
      Reference reference,
      Judges judges,
      Behaviours behaviours,
      SpecModel records) {
    Random random(long number) {
      return new Random(mix(options.seed(), number));
    }

    Verdict behaviour(long number) {
      Random random = random(number);
      World world = WORLDS.get(random.nextInt(WORLDS.size()));
      return behaviours.drive(judges, reference, world, profile(random), random);
    }

    Verdict recorded(long number) {
      Random random = random(number);
      Profile profile = profile(random);
      Trace trace = RecordedTraces.pick(options.recorded(), number / RECORDED_EVERY, random);
      return follow(
          new Trace(
              trace.comment(),
              trace.client().map(client -> client.following(profile)),
              trace.server().map(server -> server.following(profile)),
              trace.moves()));
    }

    Verdict follow(Trace trace) {
      return RecordedTraces.follow(judges, reference, trace);
    }

    Verdict script(Script script) {
      return script.run(judges, reference);
    }

    RecordVerdict stream(RecordScript script) {
      return RecordLockStep.run(records, RecordReference.HELLO_AGAIN, script);
    }

    private Profile profile(Random random) {
      return options
          .profile()
          .orElseGet(() -> random.nextBoolean() ? Profile.RFC8446 : Profile.RFC9846);
    }
  }

  /** Counts what was done; confined to one thread, which draws what others run. */
  private static final class Batch {
    private final Runs runs;
    private final Options options;
    private final RandomGenerator<Script> scripts;
    private final RandomGenerator<RecordScript> streams;
    private final List<Verdict> differing = new ArrayList<>();
    private final List<RecordVerdict> differingRecords = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> numbersOfRecords = new ArrayList<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private final Map<Label, Long> labels = new EnumMap<>(Label.class);
    private long traces;
    private long steps;

    Batch(Runs runs, Generators generators) {
      this.runs = runs;
      this.options = runs.options();
      // Without the edge cases of jqwik: what is on the edge here is in the alphabet.
      this.scripts = generators.scripts().generator(GENERATOR_SIZE);
      this.streams = generators.records().generator(GENERATOR_SIZE);
    }

    Report run(LongConsumer progress) {
      long start = System.nanoTime();
      try (InOrder<List<Done>> others =
          new InOrder<>(options.threads(), done -> count(done, progress))) {
        boolean goesOn = true;
        for (long first = 0; goesOn && first < options.tries(); first += CHUNK) {
          if (options.has(first)) {
            goesOn = others.add(chunk(first));
          }
        }
        others.finish();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Report(
          traces,
          steps,
          seconds,
          differing,
          differingRecords,
          Stream.concat(numbers.stream(), numbersOfRecords.stream()).toList(),
          actions,
          Stream.of(Label.values())
              // Nothing that could be mixed in is no fault of a generator.
              .filter(
                  label -> label != Label.RECORDED_WITH_THE_JDK || !options.recorded().isEmpty())
              .filter(label -> label != Label.RFC_9846 || options.profile().isEmpty())
              .map(label -> new LabelCount(label, labels.getOrDefault(label, 0L), traces))
              .toList(),
          options);
    }

    /** Draws some runs here, for another thread to make. */
    private Callable<List<Done>> chunk(long first) {
      List<Callable<Done>> chunk = new ArrayList<>();
      for (long i = first; i < Math.min(first + CHUNK, options.tries()); i++) {
        chunk.add(one(i));
      }
      return () -> {
        List<Done> done = new ArrayList<>();
        for (Callable<Done> run : chunk) {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
          }
          done.add(run.call());
        }
        return done;
      };
    }

    private Callable<Done> one(long number) {
      switch (kind(number)) {
        case BEHAVIOUR -> {
          return () -> done(number, runs.behaviour(number), Label.BEHAVIOUR_OF_THE_SPECIFICATION);
        }
        case RECORDED -> {
          return () -> done(number, runs.recorded(number), Label.RECORDED_WITH_THE_JDK);
        }
        case RECORDS -> {
          RecordScript script = streams.next(runs.random(number)).value();
          return () -> done(number, runs.stream(script));
        }
        default -> {
          Script script = scripts.next(runs.random(number)).value();
          return () -> done(number, runs.script(script));
        }
      }
    }

    private enum Kind {
      SCRIPT,
      BEHAVIOUR,
      RECORDS,
      RECORDED
    }

    private Kind kind(long number) {
      if (number % BEHAVIOUR_EVERY == BEHAVIOUR_EVERY - 1) {
        return Kind.BEHAVIOUR;
      }
      if (number % RECORDS_EVERY == RECORDS_AT) {
        return Kind.RECORDS;
      }
      return number % RECORDED_EVERY == RECORDED_AT && !options.recorded().isEmpty()
          ? Kind.RECORDED
          : Kind.SCRIPT;
    }

    private static Done done(long number, Verdict verdict, Label... kind) {
      Set<Label> labels = Labels.of(verdict);
      labels.addAll(List.of(kind));
      return new Done(
          number,
          verdict.steps(),
          verdict.events().stream().map(LockStep.Event::action).toList(),
          labels,
          verdict.agrees());
    }

    private static Done done(long number, RecordVerdict verdict) {
      return new Done(
          number, verdict.records().size(), List.of(), Labels.of(verdict), verdict.agrees());
    }

    /** Counts runs in their order, and tells whether more are wanted. */
    private boolean count(List<Done> chunk, LongConsumer progress) {
      for (Done done : chunk) {
        traces++;
        steps += done.steps();
        done.actions().forEach(action -> actions.merge(action, 1L, Long::sum));
        done.labels().forEach(label -> labels.merge(label, 1L, Long::sum));
        if (!done.agrees()) {
          keep(done.number());
        }
        progress.accept(traces);
        if (differing.size() + differingRecords.size() >= options.maxDifferences()) {
          return false;
        }
      }
      return true;
    }

    /** Makes a run that differs again, and as short as it gets. */
    private void keep(long number) {
      Function<Trace, Optional<Verdict>> followed = trace -> differs(runs.follow(trace));
      (kind(number) == Kind.RECORDS ? numbersOfRecords : numbers).add(number + 1);
      switch (kind(number)) {
        case BEHAVIOUR -> differing.add(shortest(runs.behaviour(number), followed));
        case RECORDED -> differing.add(shortest(runs.recorded(number), followed));
        case RECORDS -> {
          Shrinkable<RecordScript> drawn = streams.next(runs.random(number));
          differingRecords.add(
              RecordRefinement.shortest(drawn, runs.stream(drawn.value()), runs::stream));
        }
        case SCRIPT -> {
          Shrinkable<Script> drawn = scripts.next(runs.random(number));
          differing.add(shortest(drawn, runs.script(drawn.value()), runs::script));
        }
      }
    }
  }

  private static Optional<Verdict> differs(Verdict verdict) {
    return Optional.of(verdict).filter(run -> !run.agrees());
  }

  private static Verdict shortest(Verdict verdict, Function<Trace, Optional<Verdict>> follow) {
    return Shrinking.shortest(
            new Shrinking.Found<>(verdict.trace(), verdict), Shorter::traces, follow)
        .shown();
  }

  private static Verdict shortest(
      Shrinkable<Script> drawn, Verdict verdict, Function<Script, Verdict> run) {
    Function<Script, Optional<Verdict>> show = script -> differs(run.apply(script));
    return Shrinking.shortest(Shrinking.smallest(drawn, verdict, show), Shorter::scripts, show)
        .shown();
  }

  /** Spreads seeds, so that neighbours have nothing in common (the finalizer of SplitMix64). */
  static long mix(long seed, long number) {
    long z = seed + (number + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
