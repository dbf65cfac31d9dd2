package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueNumbersTests {
  @Test
  void equalValuesOfAnyMakerHaveOneNumber() {
    ValueNumbers numbers = new ValueNumbers();
    TlaValue record = TlaRecord.of(Map.of("a", TlaValue.of(1), "b", TlaSet.of(TlaValue.of("x"))));
    TlaValue again = TlaRecord.of(Map.of("b", TlaSet.of(TlaValue.of("x")), "a", TlaValue.of(1)));
    assertThat(numbers.of(record)).isEqualTo(numbers.of(again)).isEqualTo(numbers.of(record));
  }

  @Test
  void valuesOfTheSamePartsAndAnotherKindHaveOtherNumbers() {
    ValueNumbers numbers = new ValueNumbers();
    TlaValue one = TlaValue.of(1);
    assertThat(
            List.of(
                numbers.of(TlaSequence.of(one)),
                numbers.of(TlaSet.of(one)),
                numbers.of(one),
                numbers.of(TlaValue.of("1")),
                numbers.of(new TlaModelValue("1")),
                numbers.of(TlaValue.of(true)),
                numbers.of(TlaRecord.of(Map.of("a", one))),
                numbers.of(TlaRecord.of(Map.of("b", one))),
                numbers.of(TlaSequence.EMPTY),
                numbers.of(TlaSet.EMPTY),
                numbers.of(function(2, one)),
                numbers.of(function(3, one))))
        .doesNotHaveDuplicates();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void numbersAreEqualWhereValuesAre(
      @ForAll("values") TlaValue one, @ForAll("values") TlaValue other) {
    ValueNumbers numbers = new ValueNumbers();
    assertThat(numbers.of(one) == numbers.of(other)).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<TlaValue> values() {
    Arbitrary<TlaValue> leaf =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 2).map(TlaValue::of),
            Arbitraries.of("a", "b").map(TlaValue::of));
    Arbitrary<List<TlaValue>> some = leaf.list().ofMaxSize(2);
    return Arbitraries.oneOf(
        leaf,
        some.map(TlaSequence::new),
        some.map(TlaSet::new),
        some.list()
            .ofMaxSize(2)
            .map(lists -> new TlaSet(lists.stream().<TlaValue>map(TlaSequence::new).toList())),
        Arbitraries.maps(Arbitraries.of("a", "b"), leaf)
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(TlaRecord::of));
  }

  private static TlaValue function(int argument, TlaValue value) {
    return TlaFunction.of(new TreeMap<>(Map.of(TlaValue.of(argument), value)));
  }
}
