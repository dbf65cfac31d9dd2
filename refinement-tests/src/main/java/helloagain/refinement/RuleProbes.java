package helloagain.refinement;

import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.ShortestRuns;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds for each rule a shortest run of a bounded world in which a message breaks it: by itself, if
 * there is such a message, or else together with the fewest other rules.
 */
public final class RuleProbes {
  /**
   * Holds what was found for a rule.
   *
   * @param rule the rule
   * @param others the other rules that bind and that the message breaks as well
   * @param run the run, up to the state in which the message waits to be read
   */
  public record Probe(Rule rule, Set<Rule> others, List<Moment> run) {
    /** Copies the collections. */
    public Probe {
      others = Set.copyOf(others);
      run = List.copyOf(run);
    }

    /** Returns the rules that the message breaks in another model, with operators replaced. */
    public Set<Rule> judged(SpecModel other) {
      Map<String, TlaValue> last = run.get(run.size() - 1).variables();
      return broken(other, name -> Objects.requireNonNull(last.get(name)));
    }
  }

  private RuleProbes() {}

  /**
   * Explores a world with one peer that keeps the rules.
   *
   * @param world a model of a world of {@code HostilePeers.tla}, with nothing replaced
   * @return the rules that any message of the world breaks
   */
  public static Map<Rule, Probe> find(SpecModel world) {
    Search search = new Search(world);
    world.explore(search);
    return Map.copyOf(search.probes);
  }

  private static final class Search extends ShortestRuns {
    private final SpecModel world;
    private final Map<Rule, Probe> probes = new EnumMap<>(Rule.class);

    Search(SpecModel world) {
      this.world = world;
    }

    @Override
    protected void found(int number, SpecState state) {
      Set<Rule> broken = broken(world, state::get);
      for (Rule rule : broken) {
        Set<Rule> others = EnumSet.copyOf(broken);
        others.removeIf(other -> other == rule || other.level() != Rule.Level.MUST);
        Probe known = probes.get(rule);
        if (known == null || others.size() < known.others().size()) {
          probes.put(rule, new Probe(rule, others, run(number)));
        }
      }
    }
  }

  /** Returns the rules that the message which waits to be read breaks, none if nothing waits. */
  private static Set<Rule> broken(SpecModel model, Function<String, TlaValue> state) {
    boolean byServer = state.apply("client").equals(PeerProjection.HOSTILE);
    TlaRecord peer = state.apply(byServer ? "server" : "client").asRecord();
    List<TlaValue> channel =
        state.apply(byServer ? "toServer" : "toClient").asSequence().elements();
    Set<Rule> broken = EnumSet.noneOf(Rule.class);
    if (channel.isEmpty() || ended(peer) || endsConnection(channel.get(0).asRecord())) {
      return broken;
    }
    model
        .evaluate(
            byServer ? "BrokenAtServer" : "BrokenAtClient", List.of(peer, channel.get(0)), null)
        .asSet()
        .elements()
        .forEach(name -> Rule.withOperator(name.asString()).ifPresent(broken::add));
    return broken;
  }

  private static boolean ended(TlaRecord peer) {
    return Set.of("ABORTED", "CLOSED").contains(peer.get("state").asString());
  }

  private static boolean endsConnection(TlaRecord message) {
    return Set.of("alert", "close").contains(message.get("type").asString());
  }
}
