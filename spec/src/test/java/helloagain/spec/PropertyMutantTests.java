package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that every property of the specification can fail, and holds where nothing is replaced. */
class PropertyMutantTests {
  private static final SpecSource SOURCE = SpecSource.project();
  private static final List<Mutant> MUTANTS = Mutant.all(SOURCE);
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(?m)^(TypeOK|HandshakeImplementsNegotiation|\\w+(?:Inv|Prop|Live|Witness)) ==");

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
    assertThat(result.distinctStates()).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("ofStatesAndSteps")
  void mutantReplacesOneOperatorAndWitnessNone(Mutant mutant) {
    assertThat(mutant.replacements()).hasSize(mutant.isWitness() ? 0 : 1);
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

  /** Searches breadth first; some mutants have no end of states. */
  private static Optional<String> firstViolation(SpecModel model) {
    assertThat(model.invariantNames().size() + model.propertyNames().size()).isPositive();
    Set<SpecState> seen = new HashSet<>();
    Queue<SpecState> frontier = new ArrayDeque<>();
    for (SpecState state : model.initialStates()) {
      List<String> violated = model.violatedInvariants(state);
      if (!violated.isEmpty()) {
        return Optional.of(violated.get(0));
      }
      seen.add(state);
      frontier.add(state);
    }
    for (@Nullable SpecState source = frontier.poll(); source != null; source = frontier.poll()) {
      for (SpecStep step : model.successors(source)) {
        List<String> broken = model.violatedStepProperties(source, step.target());
        if (!broken.isEmpty()) {
          return Optional.of(broken.get(0));
        }
        if (seen.add(step.target())) {
          List<String> violated = model.violatedInvariants(step.target());
          if (!violated.isEmpty()) {
            return Optional.of(violated.get(0));
          }
          frontier.add(step.target());
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> propertiesWithoutMutant(String module, Collection<Mutant> mutants) {
    Set<String> names = properties(module);
    mutants.forEach(mutant -> names.remove(mutant.property()));
    return names;
  }

  private static Set<String> properties(String module) {
    return DEFINITION
        .matcher(module)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
