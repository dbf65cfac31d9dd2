package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class TlaValueTests {
  private static final TlaValue ONE = TlaValue.of(1);
  private static final TlaValue TWO = TlaValue.of(2);
  private static final TlaValue A = TlaValue.of("a");

  private static SpecModel mill;

  @BeforeContainer
  static void load() {
    mill = Toys.mill();
  }

  @AfterContainer
  static void unload() {
    mill.close();
  }

  @Example
  void setsAreEqualInWhateverOrderAndMultiplicity() {
    assertThat(TlaSet.of(ONE, TWO, ONE)).isEqualTo(TlaSet.of(TWO, ONE));
    assertThat(TlaSet.of(ONE, TWO, ONE).size()).isEqualTo(2);
    assertThat(TlaSet.of(ONE, TWO)).isNotEqualTo(TlaSet.of(ONE));
    assertThat(TlaSet.of(ONE, TWO).contains(TWO)).isTrue();
    assertThat(TlaSet.of(ONE, TWO).contains(A)).isFalse();
  }

  @Example
  void sequencesAreNotEqualInAnotherOrder() {
    assertThat(TlaSequence.of(ONE, TWO)).isNotEqualTo(TlaSequence.of(TWO, ONE));
    assertThat(TlaSequence.of(ONE, TWO).at(1)).isEqualTo(ONE);
  }

  @Example
  void functionOnOneToNIsTheSequence() {
    assertThat(TlaFunction.of(Map.of(TWO, A, ONE, TlaBool.TRUE)))
        .isEqualTo(TlaSequence.of(TlaBool.TRUE, A));
  }

  @Example
  void functionOnStringsIsTheRecord() {
    assertThat(TlaFunction.of(Map.of(A, ONE))).isEqualTo(TlaRecord.of(Map.of("a", ONE)));
  }

  @Example
  void otherFunctionsStayFunctions() {
    TlaValue function = TlaFunction.of(Map.of(TlaValue.of(0), A, ONE, A));
    assertThat(function)
        .isInstanceOfSatisfying(
            TlaFunction.class,
            f -> {
              assertThat(f.get(ONE)).isEqualTo(A);
              assertThat(f.domain()).isEqualTo(TlaSet.of(ONE, TlaValue.of(0)));
              assertThatThrownBy(() -> f.get(TWO)).isInstanceOf(IllegalArgumentException.class);
            });
  }

  @Example
  void emptyFunctionIsTheEmptySequenceAndNotTheEmptySet() {
    assertThat(TlaFunction.of(Map.of())).isEqualTo(TlaSequence.EMPTY).isNotEqualTo(TlaSet.EMPTY);
    assertThatThrownBy(() -> TlaRecord.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void textIsTlaPlusInAFixedOrder() {
    assertThat(TlaSet.of(TWO, ONE)).hasToString("{1, 2}");
    assertThat(TlaSequence.of(TlaBool.FALSE, new TlaModelValue("m"))).hasToString("<<FALSE, m>>");
    assertThat(TlaRecord.of(Map.of("b", ONE, "a", A))).hasToString("[a |-> \"a\", b |-> 1]");
    assertThat(TlaRecord.of(Map.of("a b", ONE))).hasToString("(\"a b\" :> 1)");
    assertThat(TlaFunction.of(Map.of(TWO, A, TlaValue.of(3), A)))
        .hasToString("(2 :> \"a\" @@ 3 :> \"a\")");
    assertThat(TlaValue.of("say \"\\\"\n")).hasToString("\"say \\\"\\\\\\\"\\n\"");
  }

  @Example
  void asksForTheRightKind() {
    TlaValue record = TlaRecord.of(Map.of("a", ONE, "b", TlaBool.TRUE));
    assertThat(record.asRecord().get("a").asInt()).isEqualTo(1);
    assertThat(record.asRecord().get("b").asBool()).isTrue();
    assertThat(record.asRecord().has("c")).isFalse();
    assertThat(record.asRecord().with("a", TWO).get("a")).isEqualTo(TWO);
    assertThatThrownBy(() -> record.asRecord().get("c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(record::asString)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("not a string: [a |-> 1");
  }

  @Example
  void emptyValuesComeBackFromTlcAsTheyWent() {
    for (TlaValue value : List.of(TlaSequence.EMPTY, TlaSet.EMPTY, TlaSet.of(TlaSet.EMPTY))) {
      assertThat(throughTlc(value)).isEqualTo(value);
    }
  }

  @Example
  void setThatMixesKindsIsRefusedByTlc() {
    assertThatThrownBy(() -> throughTlc(TlaSet.of(ONE, A))).isInstanceOf(SpecException.class);
  }

  @Example
  void unknownModelValueIsRefused() {
    assertThatThrownBy(() -> throughTlc(new TlaModelValue("nobody")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void valuesComeBackFromTlcAsTheyWent(@ForAll("values") TlaValue value) {
    assertThat(throughTlc(value)).isEqualTo(value);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void tlcFindsAValueInTheSetThatHoldsIt(@ForAll("values") TlaValue value) {
    assertThat(mill.evaluate("Holds", List.of(TlaSet.of(value), value), null))
        .isEqualTo(TlaBool.TRUE);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void orderAgreesWithEquality(@ForAll("values") TlaValue a, @ForAll("values") TlaValue b) {
    assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void orderOfTheElementsOfASetDoesNotMatter(@ForAll("values") TlaValue a) {
    List<TlaValue> elements = new ArrayList<>(List.of(a, ONE, A, TlaSet.EMPTY));
    TlaSet set = TlaSet.of(elements);
    Collections.reverse(elements);
    assertThat(TlaSet.of(elements)).isEqualTo(set).hasSameHashCodeAs(set);
  }

  @Provide
  Arbitrary<TlaValue> values() {
    return kinds(3).flatMap(kind -> kind);
  }

  /** Draws kinds of values, because TLC compares only values of the same kind. */
  private static Arbitrary<Arbitrary<TlaValue>> kinds(int depth) {
    Arbitrary<TlaValue> number = Arbitraries.integers().between(-3, 300).map(TlaValue::of);
    Arbitrary<TlaValue> string = Arbitraries.strings().ascii().ofMaxLength(5).map(TlaValue::of);
    Arbitrary<TlaValue> truth = Arbitraries.of(TlaBool.TRUE, TlaBool.FALSE);
    Arbitrary<Arbitrary<TlaValue>> atoms = Arbitraries.of(List.of(number, string, truth));
    if (depth == 0) {
      return atoms;
    }
    Arbitrary<Arbitrary<TlaValue>> inner = kinds(depth - 1);
    return Arbitraries.oneOf(
        List.of(
            atoms,
            inner.map(kind -> kind.list().ofMaxSize(3).map(TlaSequence::new)),
            inner.map(kind -> kind.list().ofMaxSize(3).map(TlaSet::new)),
            inner.map(
                kind ->
                    Arbitraries.maps(Arbitraries.of("x", "y", "z z"), kind)
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(TlaRecord::of)),
            inner.flatMap(
                domain ->
                    inner.map(
                        range ->
                            Arbitraries.maps(domain, range).ofMaxSize(3).map(TlaFunction::of)))));
  }

  private static TlaValue throughTlc(TlaValue value) {
    return mill.evaluate("Identity", List.of(value), null);
  }
}
