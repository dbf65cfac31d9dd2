package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.rule.Profile;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A projection that loses a field is found: of every record that stands anywhere in a state, each
 * field is left stuck at one value, and the graphs must differ.
 */
class ProjectionLossTests {
  /** A field of the records that have these fields. */
  private record Field(Set<String> of, String name) {}

  @Test
  void everyFieldOfTheExchangeThatGetsStuckIsFound() {
    assertEachLossIsFound(BoundedWorld.RESUMPTION_HOSTILE_CLIENT, 50);
  }

  @Test
  void everyFieldOfASealedCookieThatGetsStuckIsFound() {
    assertEachLossIsFound(BoundedWorld.STATELESS_LOSSY, 80);
  }

  @Test
  void everyFieldOfAnAnswerThatGetsStuckIsFound() {
    assertEachLossIsFound(BoundedWorld.HOSTILE_SERVER, 40);
  }

  @Test
  void everyFieldOfFlightsThatGetsStuckIsFound() {
    assertEachLossIsFound(BoundedWorld.FIGURE2, 110);
  }

  /**
   * Loses each field in turn.
   *
   * @param atLeast how many fields there are to lose, at least
   */
  private static void assertEachLossIsFound(BoundedWorld world, int atLeast) {
    Setting setting = Setting.of(world, Profile.RFC8446).withFaults(0);
    try (SpecGraph spec = SpecGraph.of(setting)) {
      assertEachLossIsFound(spec.graph(), BoundedWorld.space(setting), atLeast);
    }
  }

  private static <N> void assertEachLossIsFound(
      Graph<SpecState> spec, StateSpace<N> space, int atLeast) {
    Graph<N> played = Graph.of(space, () -> Integer.MAX_VALUE);
    assertThat(Comparison.first(spec, played, space::project)).isEmpty();
    Map<Field, Set<TlaValue>> values = new LinkedHashMap<>();
    for (int i = 0; i < played.size(); i++) {
      space.project(played.state(i)).values().forEach(value -> collect(value, values));
    }
    Set<Field> unfound = new HashSet<>();
    values.forEach(
        (field, all) -> {
          TlaValue stuck = all.size() == 1 ? TlaValue.of("lost") : all.iterator().next();
          Map<TlaValue, TlaValue> known = new HashMap<>();
          Optional<Comparison.Unlike> difference =
              Comparison.first(
                  spec, played, state -> lossy(space.project(state), field, stuck, known));
          if (difference.isEmpty()) {
            unfound.add(field);
          }
        });
    assertThat(unfound).isEmpty();
    assertThat(values).hasSizeGreaterThanOrEqualTo(atLeast);
  }

  private static void collect(TlaValue value, Map<Field, Set<TlaValue>> values) {
    if (value instanceof TlaRecord record) {
      Set<String> names = record.fields().keySet();
      record
          .fields()
          .forEach(
              (name, part) -> {
                if (values
                    .computeIfAbsent(new Field(names, name), field -> new HashSet<>())
                    .add(part)) {
                  collect(part, values);
                }
              });
    } else if (value instanceof TlaSequence sequence) {
      sequence.elements().forEach(element -> collect(element, values));
    } else if (value instanceof TlaSet set) {
      set.elements().forEach(element -> collect(element, values));
    }
  }

  private static Map<String, TlaValue> lossy(
      Map<String, TlaValue> variables, Field field, TlaValue stuck, Map<TlaValue, TlaValue> known) {
    return variables.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> lossy(entry.getValue(), field, stuck, known)));
  }

  private static TlaValue lossy(
      TlaValue value, Field field, TlaValue stuck, Map<TlaValue, TlaValue> known) {
    if (!(value instanceof TlaRecord)
        && !(value instanceof TlaSequence)
        && !(value instanceof TlaSet)) {
      return value;
    }
    TlaValue lossy = known.get(value);
    if (lossy == null) {
      lossy = lossyWhole(value, field, stuck, known);
      known.put(value, lossy);
    }
    return lossy;
  }

  private static TlaValue lossyWhole(
      TlaValue value, Field field, TlaValue stuck, Map<TlaValue, TlaValue> known) {
    if (value instanceof TlaRecord record) {
      Map<String, TlaValue> fields = new TreeMap<>();
      record.fields().forEach((name, part) -> fields.put(name, lossy(part, field, stuck, known)));
      if (record.fields().keySet().equals(field.of())) {
        fields.put(field.name(), stuck);
      }
      return TlaRecord.of(fields);
    }
    List<TlaValue> parts =
        value instanceof TlaSequence sequence ? sequence.elements() : value.asSet().elements();
    List<TlaValue> lossy = parts.stream().map(part -> lossy(part, field, stuck, known)).toList();
    return value instanceof TlaSequence ? new TlaSequence(lossy) : new TlaSet(lossy);
  }
}
