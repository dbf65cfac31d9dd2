package helloagain.workbench;

import helloagain.spec.RandomWalk;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;
import helloagain.spec.TlaFunction;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Draws runs of a world at random and checks each state and step by TLC in this JVM. A run depends
 * on the seed and its number alone.
 *
 * @param world the world
 * @param seed the seed
 * @param depth the most states of a run
 * @param runs how many runs there are; as many as the time allows if empty
 * @param seconds how long runs are drawn if there is no number of them
 */
record Simulation(World world, long seed, int depth, Optional<Integer> runs, int seconds) {
  private static final String NO_RULE = "none";

  /**
   * Holds what came of it.
   *
   * @param seconds how long it took
   * @param walks how many runs were drawn
   * @param steps how many steps they have together
   * @param longest the most states of one
   * @param actions how many steps each action has
   * @param rules how many messages met each rule: the receiver could abort for it
   * @param pairs how many met two rules at once
   * @param firsts the first run that came to each rule and each pair
   * @param violation the number of the first run that violates something, and the run
   */
  record Found(
      Simulation simulation,
      double seconds,
      long walks,
      long steps,
      int longest,
      Map<String, Long> actions,
      Map<String, Long> rules,
      Map<String, Long> pairs,
      Map<String, RandomWalk> firsts,
      Optional<Map.Entry<Integer, RandomWalk>> violation) {}

  /**
   * Draws the runs.
   *
   * @param done hears how many there are
   */
  Found run(SpecSource source, LongConsumer done) throws InterruptedException {
    long start = System.nanoTime();
    try (SpecModel model = SpecModel.load(source, world.module(), world.cfg())) {
      Tally tally = new Tally(model.actionNames());
      List<SpecState> initial = model.initialStates();
      RecentSteps recent = new RecentSteps();
      AtomicInteger next = new AtomicInteger();
      AtomicBoolean isOver = new AtomicBoolean();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      int threads = Runtime.getRuntime().availableProcessors();
      List<Callable<Boolean>> jobs =
          IntStream.range(0, threads)
              .<Callable<Boolean>>mapToObj(
                  thread ->
                      () -> {
                        while (!isOver.get() && !Thread.currentThread().isInterrupted()) {
                          int number = next.getAndIncrement();
                          if (runs.isPresent() ? number >= runs.get() : System.nanoTime() >= end) {
                            break;
                          }
                          if (walk(model, initial, recent, number, tally)) {
                            isOver.set(true);
                          }
                          done.accept(number + 1L);
                        }
                        return true;
                      })
              .toList();
      Parallel.all(jobs, threads, (finished, of) -> {});
      return tally.found(this, (System.nanoTime() - start) / 1e9);
    }
  }

  /** Draws a run, and tells whether it violates something. */
  private boolean walk(
      SpecModel model, List<SpecState> initial, RecentSteps recent, int number, Tally tally) {
    Random random = new Random(seed * 1_000_003 + number);
    Set<String> met = new TreeSet<>();
    RandomWalk walk =
        RandomWalk.draw(
            model,
            initial,
            random,
            depth,
            state -> {
              List<SpecStep> possible =
                  recent.of(state).orElseGet(() -> RandomWalk.possible(model, state));
              recent.remember(state, possible);
              Set<String> rules = rules(possible);
              tally.meet(rules);
              met.addAll(rules);
              met.addAll(pairs(rules));
              return possible;
            });
    tally.add(number, walk, met);
    return walk.violated().isPresent();
  }

  /** Returns the rules for which a receiver may abort next. */
  private static Set<String> rules(List<SpecStep> possible) {
    Set<String> rules = new TreeSet<>();
    for (SpecStep step : possible) {
      if (step.action().contains("Abort")) {
        step.target().variables().values().forEach(value -> collect(value, rules));
      }
    }
    return rules;
  }

  private static void collect(TlaValue value, Set<String> rules) {
    if (value instanceof TlaRecord record) {
      if (record.has("alert")
          && record.has("rule")
          && record.get("rule") instanceof TlaString rule
          && !rule.value().equals(NO_RULE)) {
        rules.add(rule.value());
      }
    } else if (value instanceof TlaFunction function) {
      function.entries().values().forEach(peer -> collect(peer, rules));
    }
  }

  private static List<String> pairs(Set<String> rules) {
    List<String> names = new ArrayList<>(rules);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        pairs.add(names.get(i) + " " + names.get(j));
      }
    }
    return pairs;
  }

  /** Adds up what threads find; of two runs that show the same the one with the lower number. */
  private static final class Tally {
    private final Map<String, Long> actions = new LinkedHashMap<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> pairs = new TreeMap<>();
    private final Map<String, Map.Entry<Integer, RandomWalk>> firsts = new TreeMap<>();
    private Optional<Map.Entry<Integer, RandomWalk>> violation = Optional.empty();
    private long walks;
    private long steps;
    private int longest;

    Tally(List<String> names) {
      names.forEach(name -> actions.put(name, 0L));
    }

    synchronized void meet(Set<String> met) {
      met.forEach(rule -> rules.merge(rule, 1L, Long::sum));
      pairs(met).forEach(pair -> pairs.merge(pair, 1L, Long::sum));
    }

    synchronized void add(int number, RandomWalk walk, Set<String> met) {
      walks++;
      steps += walk.steps().size();
      longest = Math.max(longest, walk.steps().size() + 1);
      walk.steps().forEach(step -> actions.merge(step.action(), 1L, Long::sum));
      Map.Entry<Integer, RandomWalk> numbered = Map.entry(number, walk);
      met.forEach(name -> firsts.merge(name, numbered, Tally::lower));
      if (walk.violated().isPresent()) {
        violation = Optional.of(violation.map(known -> lower(known, numbered)).orElse(numbered));
      }
    }

    private static Map.Entry<Integer, RandomWalk> lower(
        Map.Entry<Integer, RandomWalk> one, Map.Entry<Integer, RandomWalk> other) {
      return one.getKey() <= other.getKey() ? one : other;
    }

    Found found(Simulation simulation, double seconds) {
      Map<String, RandomWalk> runs = new TreeMap<>();
      firsts.forEach((name, walk) -> runs.put(name, walk.getValue()));
      return new Found(
          simulation, seconds, walks, steps, longest, actions, rules, pairs, runs, violation);
    }
  }
}
