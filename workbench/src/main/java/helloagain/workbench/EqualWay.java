package helloagain.workbench;

import helloagain.refinement.Apart;
import helloagain.refinement.graph.Comparison.Way;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts an edge that one graph has and the other has not into words. */
final class EqualWay {
  /** A value is told as far as this. */
  private static final int LENGTH = 160;

  /** The fields of a peer that say how it goes on; the others hold messages. */
  private static final List<String> OUTCOME =
      List.of("state", "rule", "alert", "psk", "mode", "earlyData");

  private EqualWay() {}

  /**
   * Returns the action and how it ends. If the other side has an edge of the same action, that is
   * told by what differs from it; else by what changes in the peers.
   *
   * @param run the run to the state from which the edge leads
   * @param others what only the other side has
   */
  static String words(Way way, List<Moment> run, List<Way> others) {
    Optional<List<String>> apart =
        others.stream()
            .filter(other -> other.label().equals(way.label()))
            .map(other -> apart(way, other))
            .min(Comparator.comparingInt(List::size));
    List<String> words =
        apart.filter(places -> !places.isEmpty()).orElseGet(() -> changes(way, run));
    return way.label() + (words.isEmpty() ? "" : ": " + String.join("; ", words));
  }

  private static List<String> apart(Way way, Way other) {
    List<String> places = new ArrayList<>();
    new TreeMap<>(way.variables())
        .forEach(
            (name, value) -> {
              TlaValue expected = other.variables().get(name);
              if (expected != null) {
                Apart.places(name, expected, value).forEach(place -> places.add(brief(place)));
              }
            });
    return places;
  }

  private static List<String> changes(Way way, List<Moment> run) {
    Map<String, TlaValue> before = run.isEmpty() ? Map.of() : run.get(run.size() - 1).variables();
    List<String> changes = new ArrayList<>();
    new TreeMap<>(way.variables())
        .forEach(
            (name, value) -> {
              TlaValue old = before.get(name);
              if (!value.equals(old)
                  && value instanceof TlaRecord after
                  && old instanceof TlaRecord record) {
                changes.addAll(changes(name, record, after));
              }
            });
    return changes;
  }

  private static List<String> changes(String name, TlaRecord before, TlaRecord after) {
    return OUTCOME.stream()
        .filter(field -> before.has(field) && after.has(field))
        .filter(field -> !after.get(field).equals(before.get(field)))
        .map(field -> name + "." + field + " = " + after.get(field))
        .toList();
  }

  private static String brief(String text) {
    return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + " ...";
  }
}
