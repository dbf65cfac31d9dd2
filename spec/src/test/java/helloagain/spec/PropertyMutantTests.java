package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that every property of the specification has what makes it fail, and holds where nothing is
 * replaced.
 */
class PropertyMutantTests {
  private static final SpecSource SOURCE = SpecSource.project();
  private static final List<Mutant> MUTANTS = Mutant.all(SOURCE);

  /** The lines above an operator of the rulebook: id, section, receiver, level. */
  private static final Pattern RULE =
      Pattern.compile(
          "(?m)^\\\\\\* ([A-Z0-9]+-\\d+) \\. .+ \\. (?:client|server|both) \\. (MUST|MAY).*\\n"
              + "(?:\\\\\\* .*\\n)*(\\w+)\\(");

  /** Rules that another rule covers: what breaks the first here breaks the second as well. */
  private static final Map<String, String> COVERED =
      Map.of(
          "NoDowngradeMarker",
          "VersionIsUsable: a client of TLS 1.3 alone refuses every older ServerHello, marked or not",
          "GroupStaysAsRetried",
          "ShareAnswersOffer: the second hello shares the retried group and nothing else",
          "DheModeHasShares",
          "GroupsOverlap, SecondHelloSharesGroup: there is no share to go on with",
          "EndOfEarlyDataIsClients",
          "MessageIsExpected: a client waits for EndOfEarlyData in no state");

  /** One of each kind for each module; {@code ./hello mutants} judges all of them. */
  static Stream<Mutant> ofStatesAndSteps() {
    Set<String> seen = new TreeSet<>();
    return MUTANTS.stream()
        .filter(mutant -> !mutant.isOfRuns())
        .filter(mutant -> seen.add(mutant.module() + " " + mutant.kind()));
  }

  static Stream<Mutant> ofRuns() {
    return MUTANTS.stream().filter(Mutant::isOfRuns);
  }

  /** The worlds, each with the mutants that live in it; those without mutants promise nothing. */
  static Stream<List<Mutant>> worlds() {
    Map<String, List<Mutant>> byWorld =
        MUTANTS.stream()
            .collect(Collectors.groupingBy(mutant -> mutant.module() + "\n" + mutant.world()));
    return byWorld.values().stream()
        .filter(
            mutants -> mutants.stream().anyMatch(mutant -> mutant.kind() == Mutant.Kind.MUTANT));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("ofStatesAndSteps")
  void mutantBreaksTheNamedProperty(Mutant mutant) {
    try (SpecModel model = SpecModel.load(SOURCE, mutant.module(), mutant.name())) {
      assertThat(firstViolation(model)).hasValue(mutant.property());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("ofRuns")
  void mutantBreaksTheNamedPropertyOfRuns(Mutant mutant) throws Exception {
    TlcResult result = TlcRun.of(SOURCE, mutant.module(), mutant.name()).run();
    assertThat(result.exitCode()).isEqualTo(mutant.exitCode());
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PROPERTY);
    assertThat(result.violated()).isEqualTo(mutant.property());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("worlds")
  void worldWithoutReplacementKeepsAllProperties(List<Mutant> mutants) throws Exception {
    StringBuilder config = new StringBuilder(mutants.get(0).world());
    List<String> properties =
        mutants.stream()
            .filter(mutant -> mutant.kind() == Mutant.Kind.MUTANT)
            .map(Mutant::property)
            .distinct()
            .toList();
    properties.forEach(property -> config.append(Mutant.asking(property)));
    TlcResult result =
        TlcRun.of(SOURCE.with("Intact.cfg", config.toString()), mutants.get(0).module(), "Intact")
            .run();
    assertThat(result.verdict()).as(result.errorLines().toString()).isEqualTo(TlcVerdict.HOLDS);
    assertThat(result.distinctStates()).isGreaterThan(50);
  }

  @Test
  void mutantReplacesOneOperatorAndNothingElseDoes() {
    assertThat(MUTANTS)
        .allSatisfy(
            mutant ->
                assertThat(mutant.replacements())
                    .hasSize(mutant.kind() == Mutant.Kind.MUTANT ? 1 : 0));
  }

  @Test
  void onlyAWitnessNamesAPropertyThatIsMeantToBeViolated() {
    assertThat(MUTANTS)
        .allSatisfy(
            mutant ->
                assertThat(mutant.property().endsWith("Witness"))
                    .isEqualTo(mutant.kind() == Mutant.Kind.WITNESS));
  }

  @Test
  void whatIsAbsentHasNoMutant() {
    Set<String> broken =
        MUTANTS.stream()
            .filter(mutant -> mutant.kind() == Mutant.Kind.MUTANT)
            .map(Mutant::property)
            .collect(Collectors.toSet());
    assertThat(MUTANTS)
        .filteredOn(mutant -> mutant.kind() == Mutant.Kind.ABSENT)
        .allSatisfy(mutant -> assertThat(broken).doesNotContain(mutant.property()));
  }

  @Test
  void mutantOfARuleNamesTheRuleAndItsId() {
    Map<String, String> ids = rules("MUST|MAY");
    List<Mutant> ofRules =
        MUTANTS.stream().filter(mutant -> ids.containsKey(mutant.replaced())).toList();
    assertThat(ofRules).hasSizeGreaterThan(20);
    assertThat(ofRules)
        .allSatisfy(
            mutant -> {
              String rule = mutant.replaced();
              assertThat(mutant.reason()).startsWith(ids.get(rule) + " " + rule + ": ");
            });
  }

  @Test
  void everyRuleThatMustBeKeptHasAMutantOrAReasonWhyNot() {
    Set<String> rules = new TreeSet<>(rules("MUST").keySet());
    assertThat(rules).hasSizeGreaterThan(30);
    MUTANTS.forEach(mutant -> rules.remove(mutant.replaced()));
    assertThat(rules).containsExactlyInAnyOrderElementsOf(COVERED.keySet());
  }

  @Test
  void everyPropertyOfEveryModuleHasAMutantOrAWitness() {
    assertThat(propertiesWithoutMutant(SOURCE, MUTANTS)).isEmpty();
  }

  @Test
  void mutantsNameOnlyProperties() {
    assertThat(MUTANTS)
        .allSatisfy(
            mutant ->
                assertThat(SpecText.withExtended(SOURCE, mutant.module()))
                    .filteredOn(module -> !SpecText.isOfWorld(module))
                    .flatMap(module -> SpecText.properties(SOURCE.text(module + ".tla")))
                    .contains(mutant.property()));
  }

  @Test
  void propertyWithoutMutantIsNoticed() {
    String text = SOURCE.text("Properties.tla") + "\nNobodyWaitsInv == TRUE\n";
    assertThat(propertiesWithoutMutant(SOURCE.with("Properties.tla", text), MUTANTS))
        .containsExactly("Properties!NobodyWaitsInv");
    List<Mutant> fewer =
        MUTANTS.stream().filter(mutant -> !mutant.property().equals("TypeOK")).toList();
    assertThat(propertiesWithoutMutant(SOURCE, fewer)).contains("Properties!TypeOK");
  }

  /** A mutant of another module does not count for a property of the same name. */
  @Test
  void propertyOfAModuleThatNoMutantExtendsIsNoticed() {
    SpecSource source =
        SOURCE.with("Elsewhere.tla", "---- MODULE Elsewhere ----\nTypeOK == TRUE\n====\n");
    assertThat(propertiesWithoutMutant(source, MUTANTS)).containsExactly("Elsewhere!TypeOK");
  }

  @Test
  void configurationNamesItsModuleAndItsRules() {
    SpecSource source =
        SOURCE.with(
            "MutantElsewhere.cfg",
            """
            \\* KS-09, KS-10 RetryFor: left out.
            \\* Module: MCElsewhere.
            CONSTANTS
              Groups <- SomeGroups
            CONSTANT RetryFor <- Other
            PROPERTY SomethingProp
            """);
    Mutant mutant =
        Mutant.all(source).stream()
            .filter(other -> other.name().equals("MutantElsewhere"))
            .findFirst()
            .orElseThrow();
    assertThat(mutant.module()).isEqualTo("MCElsewhere");
    assertThat(mutant.ids()).containsExactly("KS-09", "KS-10");
    assertThat(mutant.replacements()).containsExactly("RetryFor <- Other");
    assertThat(mutant.world()).isEqualTo("CONSTANTS\n  Groups <- SomeGroups\n");
    assertThat(mutant.exitCode()).isEqualTo(13);
  }

  @Test
  void configurationOfNoKindIsRefused() {
    SpecSource source = SOURCE.with("Odd.cfg", "\\* Reason.\nINVARIANT TypeOK\n");
    assertThatThrownBy(() -> Mutant.all(source))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Odd.cfg must have a name that begins with Mutant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\\* reason\nINVARIANT TypeOK AlertIsLastInv\n", "INVARIANT TypeOK\n"})
  void configurationWithoutOneReasonAndOnePropertyIsRefused(String config) {
    SpecSource source = SOURCE.with("Vague.cfg", config);
    assertThatThrownBy(() -> Mutant.all(source))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Vague.cfg must have one comment and one property");
  }

  @Test
  void noWitnessIsSeenWhereNoRetryIsSent() {
    List<Mutant> witnesses =
        MUTANTS.stream()
            .filter(mutant -> mutant.kind() == Mutant.Kind.WITNESS)
            .filter(mutant -> mutant.module().equals(Mutant.MODULE))
            .toList();
    StringBuilder config = new StringBuilder(witnesses.get(0).world());
    config.append("CONSTANT ServerRetries <- Never\n");
    witnesses.forEach(witness -> config.append(Mutant.asking(witness.property())));
    assertThat(witnesses).extracting(Mutant::world).containsOnly(witnesses.get(0).world());
    assertThat(firstViolationWith(config.toString())).isEmpty();
  }

  @Test
  void leavingOutACheckThatMayBeLeftOutBreaksNothing() {
    Mutant mutant =
        MUTANTS.stream()
            .filter(other -> other.property().equals("ClientAcceptsOnlyLegalAnswersProp"))
            .filter(other -> other.world().contains("rfc8446"))
            .findFirst()
            .orElseThrow();
    String config =
        mutant.world()
            + "CONSTANT RetryLegacyVersionIsTls12 <- KeptByAll1\n"
            + Mutant.asking(mutant.property());
    assertThat(firstViolationWith(config)).isEmpty();
  }

  private static Optional<String> firstViolationWith(String config) {
    try (SpecModel model =
        SpecModel.load(SOURCE.with("Other.cfg", config), Mutant.MODULE, "Other")) {
      return firstViolation(model);
    }
  }

  private static Optional<String> firstViolation(SpecModel model) {
    return Counterexample.find(model).map(Counterexample::property);
  }

  /** Returns the properties, with their modules, that no configuration shows to be violated. */
  private static Set<String> propertiesWithoutMutant(SpecSource source, List<Mutant> mutants) {
    Set<String> names = new TreeSet<>();
    for (String module : SpecText.modules(source)) {
      for (String property : SpecText.properties(source.text(module + ".tla"))) {
        names.add(module + "!" + property);
      }
    }
    for (Mutant mutant : mutants) {
      for (String module : SpecText.withExtended(source, mutant.module())) {
        names.remove(module + "!" + mutant.property());
      }
    }
    return names;
  }

  /** Reads the operators of all rulebooks with their ids. */
  private static Map<String, String> rules(String levels) {
    return SpecText.modules(SOURCE).stream()
        .flatMap(module -> RULE.matcher(SOURCE.text(module + ".tla")).results())
        .filter(result -> result.group(2).matches(levels))
        .collect(Collectors.toMap(result -> result.group(3), result -> result.group(1)));
  }
}
