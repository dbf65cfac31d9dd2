package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpecModelTests {
  private static final TlaValue ANN = TlaValue.of("ann");

  private static SpecModel mill;
  private static SpecModel clock;

  @BeforeAll
  static void load() {
    mill = Toys.mill();
    clock = Toys.clock();
  }

  @AfterAll
  static void unload() {
    mill.close();
    clock.close();
  }

  @Test
  void namesAreThoseOfTheModelInOrder() {
    assertThat(mill.variableNames()).containsExactly("stock", "done", "road");
    assertThat(mill.actionNames()).containsExactly("Send", "Arrive", "Refill", "Rest");
    assertThat(mill.invariantNames()).containsExactly("TypeOK");
    assertThat(mill.propertyNames()).containsExactly("NothingIsTakenBack", "EverybodyRests");
    assertThat(mill.parameterNames("Send")).containsExactly("m", "n");
    assertThat(clock.actionNames()).containsExactly("Strike", "Ring", "RingTwice");
  }

  @Test
  void initialStatesAreThoseOfInit() {
    assertThat(mill.initialStates())
        .extracting(state -> state.get("stock").asInt())
        .containsExactlyInAnyOrder(0, 1);
    assertThat(mill.initialStates().get(0).variables())
        .containsEntry("road", TlaSet.EMPTY)
        .containsOnlyKeys("stock", "done", "road");
  }

  @Test
  void stepsBearTheActionAndItsArguments() {
    SpecState state = Toys.millWithStock(mill, 2);
    assertThat(Toys.labels(mill.successors(state)))
        .containsExactly(
            "Send(\"ann\", 1)", "Send(\"ann\", 2)", "Send(\"bob\", 1)", "Send(\"bob\", 2)");
  }

  @Test
  void stepsOfAQuantifierOverAVariableBearTheirArgumentToo() {
    SpecState state = sent(Toys.millWithStock(mill, 2));
    assertThat(Toys.labels(mill.successors(state)))
        .contains("Arrive([from |-> \"ann\", sacks |-> 1])");
  }

  @Test
  void stepsOfAnActionAppliedToAVariableBearItsValue() {
    SpecState state =
        clock.state(Map.of("hour", TlaValue.of(1), "bells", TlaSequence.of(TlaValue.of(1))));
    assertThat(Toys.labels(clock.successors(state)))
        .containsExactly("Strike", "Ring", "RingTwice(1)");
  }

  @Test
  void argumentWithoutValueDoesNotMatterWhereTheGuardForbidsTheStep() {
    SpecState silent = clock.state(Map.of("hour", TlaValue.of(1), "bells", TlaSequence.EMPTY));
    assertThat(Toys.labels(clock.successors(silent))).containsExactly("Strike");
  }

  @Test
  void stepsOfTheSameActionToDifferentStatesAreBothThere() {
    List<SpecStep> steps = mill.successors(Toys.millWithStock(mill, 0));
    assertThat(Toys.labels(steps)).containsExactly("Refill", "Refill");
    assertThat(steps)
        .extracting(step -> step.target().get("stock").asInt())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void actionBesideUnchangedKeepsItsNameAndArguments() {
    SpecSource source = Toys.millWith("CONSTANT Next <- Framed");
    try (SpecModel framed = SpecModel.load(source, "Mill", "Other")) {
      assertThat(framed.actionNames()).containsExactly("Send", "Arrive", "Refill", "Next");
      GraphSummary graph = framed.explore();
      assertThat(graph).isEqualTo(mill.explore());
      SpecState state = sent(framed, Toys.millWithStock(framed, 1));
      assertThat(Toys.labels(framed.successors(state)))
          .containsExactly("Arrive([from |-> \"ann\", sacks |-> 1])", "Refill", "Refill");
    }
  }

  @Test
  void actionHandedToAnOperatorIsNamedAndAGuardBesideUnchangedIsNot() {
    SpecSource source = Toys.millWith("CONSTANT Next <- Handed");
    try (SpecModel handed = SpecModel.load(source, "Mill", "Other")) {
      assertThat(handed.actionNames()).containsExactly("Refill", "Arrive", "Idle");
      assertThat(Toys.labels(handed.successors(Toys.millWithStock(handed, 0))))
          .containsExactly("Refill", "Refill", "Idle");
    }
  }

  @Test
  void statesAreEqualByTheirValues() {
    SpecState state = Toys.millWithStock(mill, 1);
    SpecState same = mill.state(state.variables());
    assertThat(same).isEqualTo(state).hasSameHashCodeAs(state).isNotSameAs(state);
    assertThat(same.fingerprint()).isEqualTo(state.fingerprint());
    assertThat(state).isNotEqualTo(Toys.millWithStock(mill, 2));
    Set<SpecState> states = new HashSet<>(mill.initialStates());
    assertThat(states.add(state)).isFalse();
  }

  @Test
  void everyReachableStateComesBackFromItsValues() {
    mill.explore(
        new GraphVisitor() {
          @Override
          public void state(int number, SpecState state, int depth) {
            assertThat(mill.state(state.variables())).isEqualTo(state);
          }
        });
  }

  @Test
  void stateComesBackFromItsValuesAfterMoreThanAModelRemembers() {
    for (int hour = 0; hour < 6_000; hour++) {
      TlaSequence bells = ofNumbers(hour, hour + 1);

      SpecState state = clock.state(Map.of("hour", TlaValue.of(hour), "bells", bells));

      // The parts are written twice, together and apart.
      assertThat(state)
          .isEqualTo(clock.state(Map.of("hour", TlaValue.of(hour), "bells", bells)))
          .isEqualTo(
              clock.state(Map.of("hour", TlaValue.of(hour), "bells", ofNumbers(hour, hour + 1))));
    }
  }

  @Test
  void stateIsShownAsAConjunction() {
    assertThat(Toys.millWithStock(mill, 1))
        .hasToString("/\\ stock = 1\n/\\ done = [ann |-> 0, bob |-> 0]\n/\\ road = {}");
  }

  @Test
  void actionIsAppliedWhateverNextSays() {
    SpecState state = Toys.millWithStock(mill, 3);
    List<SpecState> states = mill.apply("Send", List.of(ANN, TlaValue.of(3)), state);
    assertThat(states).singleElement().satisfies(s -> assertThat(s.get("stock").asInt()).isZero());
    assertThat(mill.allows(state, states.get(0))).isFalse();
    assertThat(mill.apply("Send", List.of(ANN, TlaValue.of(4)), state)).isEmpty();
  }

  @Test
  void nextAllowsItsOwnStepsAndNoOthers() {
    SpecState state = Toys.millWithStock(mill, 1);
    assertThat(mill.successors(state))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(mill.allows(state, step.target())).isTrue())
        .allSatisfy(
            step ->
                assertThat(mill.relates(step.action(), step.arguments(), state, step.target()))
                    .isTrue());
    assertThat(mill.allows(state, Toys.millWithStock(mill, 2))).isFalse();
    assertThat(mill.relates("Refill", List.of(), state, state)).isFalse();
  }

  @Test
  void operatorsAreEvaluatedWithAndWithoutAState() {
    assertThat(clock.evaluate("Double", List.of(TlaValue.of(21)), null)).isEqualTo(TlaValue.of(42));
    assertThat(mill.evaluate("Millers", List.of(), null))
        .isEqualTo(TlaSet.of(ANN, TlaValue.of("bob")));
    assertThat(mill.evaluate("Sets", List.of(), null).asSet().elements()).hasSize(4);
    assertThat(mill.holds("AllDone", mill.initialStates().get(0))).isFalse();
    assertThat(mill.holds("TypeOK", mill.initialStates().get(0))).isTrue();
  }

  @Test
  void operatorsOfStandardModulesAreEvaluated() {
    assertThat(mill.evaluate("Cardinality", List.of(TlaSet.of(ANN)), null))
        .isEqualTo(TlaValue.of(1));
  }

  @Test
  void violatedInvariantsAreNamed() {
    assertThat(mill.violatedInvariants(Toys.millWithStock(mill, 2))).isEmpty();
    assertThat(mill.violatedInvariants(Toys.millWithStock(mill, 3))).containsExactly("TypeOK");
  }

  @Test
  void violatedPropertiesOfStepsAreNamed() {
    SpecState state = Toys.millWithStock(mill, 1);
    SpecState before =
        mill.state(
            Map.of(
                "stock",
                TlaValue.of(1),
                "done",
                TlaRecord.of(Map.of("ann", TlaValue.of(1), "bob", TlaValue.of(0))),
                "road",
                TlaSet.EMPTY));
    assertThat(mill.violatedStepProperties(before, state)).containsExactly("NothingIsTakenBack");
    assertThat(mill.violatedStepProperties(state, before)).isEmpty();
  }

  @Test
  void falseGuardsAreNamedWithTextAndPlace() {
    SpecState state = sent(Toys.millWithStock(mill, 2));
    assertThat(mill.explain("Send", List.of(ANN, TlaValue.of(2)), state))
        .containsExactly(
            new FailedGuard("IsInStock(n)", "Mill", line("Mill", "Send(m, n) =="), ""),
            new FailedGuard(
                "\\A c \\in road : c.from # m", "Mill", line("Mill", "Send(m, n) ==") + 2, ""));
    assertThat(mill.explain("Send", List.of(TlaValue.of("bob"), TlaValue.of(1)), state)).isEmpty();
  }

  @Test
  void falseGuardsOfEveryBranchAreNamed() {
    SpecState state = clock.state(Map.of("hour", TlaValue.of(2), "bells", ofNumbers(1)));
    assertThat(clock.explain("Ring", List.of(), state))
        .extracting(FailedGuard::text)
        .containsExactly("hour = 1", "hour = 0");
  }

  @Test
  void guardAfterAFalseOneNeedsNoValue() {
    SpecState state = clock.state(Map.of("hour", TlaValue.of(2), "bells", TlaSequence.EMPTY));
    assertThat(clock.explain("Ring", List.of(), state))
        .extracting(FailedGuard::text)
        .containsExactly("bells # <<>>");
  }

  @Test
  void guardWithoutValueIsNamedWithItsTrouble() {
    SpecState state = clock.state(Map.of("hour", ANN, "bells", ofNumbers(1)));
    assertThat(clock.explain("Chimes", List.of(), state))
        .singleElement()
        .satisfies(guard -> assertThat(guard.trouble()).startsWith("it has no value:"))
        .satisfies(guard -> assertThat(guard.toString()).startsWith("hour > 0 [Clock, line "));
  }

  @Test
  void emptySetOfAQuantifierIsNamed() {
    assertThat(mill.explain("Arriving", List.of(), Toys.millWithStock(mill, 1)))
        .singleElement()
        .satisfies(guard -> assertThat(guard.trouble()).isEqualTo("the set is empty"));
  }

  @Test
  void expressionWithoutValueIsASpecException() {
    assertThatThrownBy(() -> mill.evaluate("Ratio", List.of(TlaValue.of(1), TlaValue.of(0)), null))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching("The second argument of .div is 0\\. \\[Mill, line \\d+]");
    assertThatThrownBy(() -> mill.evaluate("AllDone", List.of(), null))
        .isInstanceOf(SpecException.class);
  }

  @Test
  void stepWithoutValueIsReportedWithItsPlace() {
    SpecState state = clock.state(Map.of("hour", ANN, "bells", TlaSequence.EMPTY));
    SpecException error = catchThrowableOfType(SpecException.class, () -> clock.successors(state));
    assertThat(error.module()).isEqualTo("Clock");
    assertThat(error.line()).isEqualTo(line("Clock", "Strike == IF hour = 2"));
  }

  @Test
  void explorationReportsTheSameFailure() {
    SpecSource source = Toys.SOURCE.with("Other.cfg", "INIT Init\nNEXT Typo\n");
    try (SpecModel count = SpecModel.load(source, "Count", "Other")) {
      assertThatThrownBy(count::explore)
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("[Count, line 7]");
    }
  }

  @Test
  void stateWithoutAValueForAVariableIsReported() {
    SpecSource source =
        Toys.SOURCE
            .with(
                "Partial.tla",
                """
                ---- MODULE Partial ----
                VARIABLES x, y
                Init == x = 0 /\\ y = 0
                Next == x' = 1
                ====
                """)
            .with("Partial.cfg", "INIT Init\nNEXT Next\n");
    try (SpecModel partial = SpecModel.load(source, "Partial", "Partial")) {
      assertThatThrownBy(() -> partial.successors(partial.initialStates().get(0)))
          .isInstanceOf(SpecException.class)
          .hasMessage("a state leaves variables without a value: y");
    }
  }

  @Test
  void wrongUseIsAnIllegalArgument() {
    SpecState state = mill.initialStates().get(0);
    SpecState foreign = clock.initialStates().get(0);
    assertThatThrownBy(() -> mill.evaluate("Nothing", List.of(), state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Nothing");
    assertThatThrownBy(() -> mill.apply("Send", List.of(ANN), state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Send takes 2 arguments, not 1");
    assertThatThrownBy(() -> mill.successors(foreign)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> state.get("hour")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mill.state(Map.of("stock", ANN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mill.holds("Most", state))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replacedOperatorKeepsItsNameInStepsAndItsReplacementIsUsed() {
    SpecSource source = Toys.millWith("CONSTANTS IsInStock <- AlwaysTrue Refill <- Wait");
    try (SpecModel weak = SpecModel.load(source, "Mill", "Other.cfg")) {
      SpecState empty = Toys.millWithStock(weak, 0);
      assertThat(Toys.labels(weak.successors(empty))).contains("Send(\"ann\", 1)", "Refill");
      assertThat(weak.apply("Refill", List.of(), empty)).containsExactly(empty);
      assertThat(weak.evaluate("IsInStock", List.of(TlaValue.of(9)), empty).asBool()).isTrue();
    }
  }

  @Test
  void initialStatesAndConstraintsFollowTheConfiguration() {
    try (SpecModel low = SpecModel.load(Toys.millWith("CONSTRAINT StockIsLow"), "Mill", "Other")) {
      assertThat(low.isWithinConstraints(Toys.millWithStock(low, 1))).isTrue();
      assertThat(low.isWithinConstraints(Toys.millWithStock(low, 2))).isFalse();
    }
  }

  @Test
  void closedModelIsUnusable() {
    SpecModel closed = Toys.clock();
    closed.close();
    assertThatThrownBy(closed::initialStates).isInstanceOf(IllegalStateException.class);
  }

  private static SpecState sent(SpecState state) {
    return sent(mill, state);
  }

  private static SpecState sent(SpecModel model, SpecState state) {
    return model.apply("Send", List.of(ANN, TlaValue.of(1)), state).get(0);
  }

  private static TlaSequence ofNumbers(int... numbers) {
    return new TlaSequence(IntStream.of(numbers).<TlaValue>mapToObj(TlaValue::of).toList());
  }

  private static int line(String module, String text) {
    List<String> lines = Toys.SOURCE.text(module + ".tla").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(text)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no line " + text);
  }
}
