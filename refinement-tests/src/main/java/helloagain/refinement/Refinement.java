package helloagain.refinement;

import helloagain.rule.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Runs many traces through reference and specification, both ways: runs that jqwik draws, judged by
 * the specification, and behaviours of the specification that drive the reference.
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

  /** Every fourth trace is a behaviour of the specification. */
  private static final int BEHAVIOUR_EVERY = 4;

  private static final List<World> WORLDS = List.of(World.values());
  private static final int GENERATOR_SIZE = 1000;
  private static final int MAX_SHRINKS = 2000;

  private Refinement() {}

  /**
   * Says what to run.
   *
   * @param tries the number of traces, at least 1
   * @param seed the seed; trace number i of a seed is always the same
   * @param maxDifferences the number of differences after which the run stops
   * @param profile the document that all traces follow; if none is given, both are drawn
   */
  public record Options(long tries, long seed, int maxDifferences, Optional<Profile> profile) {
    /** Asks for runs by both documents. */
    public Options(long tries, long seed, int maxDifferences) {
      this(tries, seed, maxDifferences, Optional.empty());
    }
  }

  /**
   * States what came out.
   *
   * @param traces the traces that were run
   * @param steps the moves that were made in both
   * @param seconds the time for that, without loading
   * @param differing the runs that differ, each shrunk
   * @param actions how often each action was taken
   * @param options what was asked for
   */
  public record Report(
      long traces,
      long steps,
      double seconds,
      List<Verdict> differing,
      Map<String, Long> actions,
      Options options) {
    /** Copies the collections. */
    public Report {
      differing = List.copyOf(differing);
      actions = Map.copyOf(actions);
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
      boolean onlyFirst = options.profile().filter(Profile.RFC8446::equals).isPresent();
      return ACTIONS.stream()
          .filter(action -> !(onlyFirst && ACTIONS_OF_REVISION.contains(action)))
          .filter(action -> !actions.containsKey(action))
          .toList();
    }

    /** Tells whether no run differs and every action was taken. */
    public boolean holds() {
      return differing.isEmpty() && untakenActions().isEmpty();
    }
  }

  /**
   * Runs the traces in this thread.
   *
   * @param progress is told the number of finished traces after each
   */
  public static Report run(Options options, Reference reference, LongConsumer progress) {
    try (Judges judges = new Judges();
        Behaviours behaviours = new Behaviours()) {
      List<Report> reports = new ArrayList<>();
      JqwikSession.run(
          () -> reports.add(new Batch(options, reference, judges, behaviours).run(progress)));
      return reports.get(0);
    }
  }

  /** Counts what was done; confined to one thread. */
  private static final class Batch {
    private final Options options;
    private final Reference reference;
    private final Judges judges;
    private final Behaviours behaviours;
    private final List<Verdict> differing = new ArrayList<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private long traces;
    private long steps;

    Batch(Options options, Reference reference, Judges judges, Behaviours behaviours) {
      this.options = options;
      this.reference = reference;
      this.judges = judges;
      this.behaviours = behaviours;
    }

    Report run(LongConsumer progress) {
      RandomGenerator<Script> scripts =
          options
              .profile()
              .map(Scripts::any)
              .orElseGet(Scripts::any)
              .generator(GENERATOR_SIZE, true);
      long start = System.nanoTime();
      while (traces < options.tries()
          && differing.size() < options.maxDifferences()
          && !Thread.currentThread().isInterrupted()) {
        Random random = new Random(mix(options.seed(), traces));
        if (traces % BEHAVIOUR_EVERY == BEHAVIOUR_EVERY - 1) {
          World world = WORLDS.get(random.nextInt(WORLDS.size()));
          Profile profile =
              options.profile().orElse(random.nextBoolean() ? Profile.RFC8446 : Profile.RFC9846);
          count(behaviours.drive(judges, reference, world, profile, random));
        } else {
          Shrinkable<Script> script = scripts.next(random);
          Verdict verdict = script.value().run(judges, reference);
          count(verdict.agrees() ? verdict : shrink(script, verdict));
        }
        progress.accept(traces);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Report(traces, steps, seconds, differing, actions, options);
    }

    private void count(Verdict verdict) {
      traces++;
      steps += verdict.steps();
      verdict.events().forEach(event -> actions.merge(event.action(), 1L, Long::sum));
      if (!verdict.agrees()) {
        differing.add(verdict);
      }
    }

    /** Follows the first smaller script that still differs, until none does. */
    private Verdict shrink(Shrinkable<Script> script, Verdict verdict) {
      Shrinkable<Script> current = script;
      Verdict smallest = verdict;
      int tried = 0;
      boolean smaller = true;
      while (smaller && tried < MAX_SHRINKS) {
        smaller = false;
        for (Shrinkable<Script> candidate : current.shrink().limit(MAX_SHRINKS).toList()) {
          tried++;
          Optional<Verdict> differs =
              Optional.of(candidate.value().run(judges, reference)).filter(run -> !run.agrees());
          if (differs.isPresent()) {
            current = candidate;
            smallest = differs.orElseThrow();
            smaller = true;
            break;
          }
          if (tried >= MAX_SHRINKS) {
            break;
          }
        }
      }
      return smallest;
    }
  }

  /** Spreads seeds, so that neighbours have nothing in common (the finalizer of SplitMix64). */
  static long mix(long seed, long number) {
    long z = seed + (number + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
