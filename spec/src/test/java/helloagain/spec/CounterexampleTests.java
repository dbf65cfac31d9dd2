package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterexampleTests {
  private static final SpecSource SOURCE =
      SpecSource.project()
          .with(
              "Counter.tla",
              """
              ---- MODULE Counter ----
              EXTENDS Naturals
              VARIABLE x
              Init == x \\in {0, 7}
              Up == x < 7 /\\ x' = x + 1
              Jump == x = 1 /\\ x' = 4
              Spec == Init /\\ [][Up \\/ Jump]_x
              SmallInv == x \\notin {5, 6}
              NoJumpProp == [][x' <= x + 1]_x
              NeverSevenInv == x # 7
              TrueInv == x \\in Nat
              ====
              """);

  @Test
  void runToAViolatedInvariantIsAShortestOne() {
    assertThat(find("INVARIANT SmallInv"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.property()).isEqualTo("SmallInv");
              assertThat(found.run())
                  .extracting(Counterexample.Moment::action)
                  .containsExactly("", "Up", "Jump", "Up");
              assertThat(found.run())
                  .extracting(moment -> moment.variables().get("x"))
                  .containsExactly(new TlaInt(0), new TlaInt(1), new TlaInt(4), new TlaInt(5));
            });
  }

  @Test
  void runToAViolatedPropertyOfStepsEndsWithThatStep() {
    assertThat(find("PROPERTY NoJumpProp"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.property()).isEqualTo("NoJumpProp");
              assertThat(found.run())
                  .extracting(Counterexample.Moment::action)
                  .containsExactly("", "Up", "Jump");
            });
  }

  @Test
  void initialStateCanViolateAnInvariant() {
    assertThat(find("INVARIANT NeverSevenInv"))
        .hasValueSatisfying(found -> assertThat(found.run()).hasSize(1));
  }

  @Test
  void whatHoldsHasNone() {
    assertThat(find("INVARIANT TrueInv")).isEmpty();
  }

  @Test
  void configurationThatAsksForNothingIsRefused() {
    assertThatThrownBy(() -> find("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Counterexample> find(String asking) {
    SpecSource source = SOURCE.with("Counter.cfg", "SPECIFICATION Spec\n" + asking + "\n");
    try (SpecModel model = SpecModel.load(source, "Counter", "Counter")) {
      return Counterexample.find(model);
    }
  }
}
