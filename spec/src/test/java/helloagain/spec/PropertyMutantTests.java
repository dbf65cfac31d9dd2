package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that every property of the specification can fail, and holds where nothing is replaced. */
class PropertyMutantTests {
  private static final SpecSource SOURCE = SpecSource.project();
  private static final List<Mutant> MUTANTS = Mutant.all(SOURCE);
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?m)^(TypeOK|HandshakeImplementsNegotiation|\\w+(?:Inv|Prop|Live|Witness)) ==");

  /** The lines above an operator of the rulebook: id, section, receiver, level. */
  private static final Pattern RULE =
      Pattern.compile(
          "(?m)^\\\\\\* ([A-Z0-9]+-\\d+) \\. .+ \\. (?:client|server|both) \\. (MUST|MAY).*\\n"
              + "(?:\\\\\\* .*\\n)*(\\w+)\\(");

  /** Rules that another rule covers: what breaks the first here breaks the second as well. */
  private static final Map<String, String> COVERED =
      Map.of(
          "NoDowngradeMarker", "VersionIsUsable",
          "VersionStaysAsRetried", "VersionWasOffered, VersionIsUsable",
          "GroupStaysAsRetried", "ShareAnswersOffer: the second hello has one share",
          "HelloCarriesVersions", "VersionsIncludeTls13",
          "SignatureAlgorithmsArePresent", "RequiredExtensionsArePresent");

  /**
   * Rules on what has no effect on anything that is negotiated; no property speaks of it. Nor does
   * one of a server that lets extensions repeat or stand where they do not belong (EXT-06, EXT-03).
   */
  private static final Set<String> WITHOUT_EFFECT = Set.of("HelloIsNotSsl3", "OnlyNullCompression");

  static Stream<Mutant> ofStatesAndSteps() {
    return MUTANTS.stream().filter(mutant -> !mutant.isOfRuns());
  }

  static Stream<Mutant> ofRuns() {
    return MUTANTS.stream().filter(Mutant::isOfRuns);
  }

  /** The worlds, each with the mutants that live in it. */
  static Stream<List<Mutant>> worlds() {
    Map<String, List<Mutant>> byWorld =
        MUTANTS.stream().collect(Collectors.groupingBy(Mutant::world));
    return byWorld.values().stream();
  }

  @ParameterizedTest
  @MethodSource("ofStatesAndSteps")
  void mutantBreaksTheNamedProperty(Mutant mutant) {
    try (SpecModel model = SpecModel.load(SOURCE, Mutant.MODULE, mutant.name())) {
      assertThat(firstViolation(model)).hasValue(mutant.property());
    }
  }

  @ParameterizedTest
  @MethodSource("ofRuns")
  void mutantBreaksTheNamedPropertyOfRuns(Mutant mutant) throws Exception {
    TlcResult result = TlcRun.of(SOURCE, Mutant.MODULE, mutant.name()).run();
    assertThat(result.verdict()).isEqualTo(TlcVerdict.PROPERTY);
    assertThat(result.violated()).isEqualTo(mutant.property());
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void worldWithoutReplacementKeepsAllProperties(List<Mutant> mutants) throws Exception {
    StringBuilder config = new StringBuilder(mutants.get(0).world());
    mutants.stream()
        .filter(mutant -> !mutant.isWitness())
        .map(Mutant::property)
        .distinct()
        .forEach(property -> config.append(Mutant.asking(property)));
    TlcResult result =
        TlcRun.of(SOURCE.with("Intact.cfg", config.toString()), Mutant.MODULE, "Intact").run();
    assertThat(result.verdict()).as(result.errorLines().toString()).isEqualTo(TlcVerdict.HOLDS);
    assertThat(result.distinctStates()).isGreaterThan(50);
  }

  @Test
  void mutantReplacesOneOperatorAndWitnessNone() {
    assertThat(MUTANTS)
        .allSatisfy(
            mutant -> assertThat(mutant.replacements()).hasSize(mutant.isWitness() ? 0 : 1));
  }

  @Test
  void mutantOfARuleNamesTheRuleAndItsId() {
    Map<String, String> ids = rules(SOURCE.text("Rulebook.tla"), "MUST|MAY");
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
    Set<String> rules = new TreeSet<>(rules(SOURCE.text("Rulebook.tla"), "MUST").keySet());
    assertThat(rules).hasSizeGreaterThan(30);
    MUTANTS.forEach(mutant -> rules.remove(mutant.replaced()));
    assertThat(rules)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(COVERED.keySet().stream(), WITHOUT_EFFECT.stream()).toList());
  }

  @Test
  void everyPropertyHasAMutantOrAWitness() {
    assertThat(propertiesWithoutMutant(SOURCE.text("Properties.tla"), MUTANTS)).isEmpty();
  }

  @Test
  void mutantsNameOnlyProperties() {
    Set<String> properties = properties(SOURCE.text("Properties.tla"));
    assertThat(MUTANTS).allSatisfy(mutant -> assertThat(properties).contains(mutant.property()));
  }

  @Test
  void propertyWithoutMutantIsNoticed() {
    String text = SOURCE.text("Properties.tla") + "\nNobodyWaitsInv == TRUE\n";
    assertThat(propertiesWithoutMutant(text, MUTANTS)).containsExactly("NobodyWaitsInv");
    List<Mutant> fewer =
        MUTANTS.stream().filter(mutant -> !mutant.property().equals("TypeOK")).toList();
    assertThat(propertiesWithoutMutant(SOURCE.text("Properties.tla"), fewer))
        .containsExactly("TypeOK");
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
    List<Mutant> witnesses = MUTANTS.stream().filter(Mutant::isWitness).toList();
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
    assertThat(model.invariantNames().size() + model.propertyNames().size()).isPositive();
    try {
      model.explore(new Search(model));
      return Optional.empty();
    } catch (Violation e) {
      return Optional.of(e.property);
    }
  }

  /** Checks states and steps as they are found. */
  private static final class Search implements GraphVisitor {
    private final SpecModel model;
    private final List<SpecState> states = new ArrayList<>();

    Search(SpecModel model) {
      this.model = model;
    }

    @Override
    public void state(int number, SpecState state, int depth) {
      states.add(state);
      stopAtFirst(model.violatedInvariants(state));
    }

    @Override
    public void edge(int source, SpecStep step, int target) {
      stopAtFirst(model.violatedStepProperties(states.get(source), step.target()));
    }

    private static void stopAtFirst(List<String> violated) {
      if (!violated.isEmpty()) {
        throw new Violation(violated.get(0));
      }
    }
  }

  /** Ends an exploration, for some mutants have no end of states. */
  private static final class Violation extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final String property;

    Violation(String property) {
      super(property);
      this.property = property;
    }
  }

  private static Set<String> propertiesWithoutMutant(String module, Collection<Mutant> mutants) {
    Set<String> names = properties(module);
    mutants.forEach(mutant -> names.remove(mutant.property()));
    return names;
  }

  /** Reads the operators of the rulebook with their ids. */
  private static Map<String, String> rules(String rulebook, String levels) {
    return RULE.matcher(rulebook)
        .results()
        .filter(result -> result.group(2).matches(levels))
        .collect(Collectors.toMap(result -> result.group(3), result -> result.group(1)));
  }

  private static Set<String> properties(String module) {
    return DEFINITION
        .matcher(module)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
