package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.rule.Rule;
import helloagain.spec.Mutant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MutantsCommandTests {
  private static final MutantsProgress QUIET =
      MutantsProgress.open(new java.io.PrintWriter(java.io.Writer.nullWriter()));

  @Test
  void ruleIsShownWithItsShortestRun() {
    CommandRun run = CommandRun.of("mutants", "--rule", "HRR-07");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("# HRR-07 RetryChangesHello\n")
        .contains(
            "Server (hostile)\n",
            "-- ClientHello ---",
            "-- HelloRetryRequest --",
            "Violated: `NoOpRetryIsRefusedInv` (TLC ends with 12).",
            "\n- P02. ",
            "\nrule     at     operator\n         breaks ",
            "\nHRR-07   client RetryChangesHello\n         NoOpRetryIsRefusedInv 12 ",
            "step 3 HRR-07     c")
        .containsPattern(
            "\nVector: `(c[0-9a-f]{12})` in client-faults; `./hello vectors show \\1`\\.\n")
        .endsWith(": holds\n");
    assertThat(run.err()).contains("hello: mutants of the specification: 1\n");
    assertThat(run.fitsTheScreen()).isTrue();
  }

  @Test
  void jsonOfARuleSaysWhatNotices() throws IOException {
    CommandRun run = CommandRun.of("mutants", "--rule", "KS-10", "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("verdict").asText()).isEqualTo("holds");
    assertThat(json.get("rules").asInt()).isEqualTo(1);
    assertThat(json.get("mutants").asInt()).isPositive();
    assertThat(json.get("killedInSpec").asInt()).isEqualTo(1);
    assertThat(json.get("killedInReference").asInt()).isEqualTo(1);
    JsonNode row = json.get("rows").get(0);
    assertThat(row.get("rule").asText()).isEqualTo("KS-10");
    assertThat(row.get("receiver").asText()).isEqualTo("client");
    assertThat(row.get("replay").get("rule").asText()).isEqualTo("KS-10");
    assertThat(json.get("killedByVectors").asInt()).isEqualTo(1);
    assertThat(row.get("vector").get("file").asText()).isEqualTo("client-faults");
    assertThat(row.get("vector").get("id").asText()).matches("c[0-9a-f]{12}");
    assertThat(row.get("untold").isNull()).isTrue();
    JsonNode mutant = json.get("specMutants").get(0);
    assertThat(mutant.get("violated").asText()).isEqualTo("RetryIsForListedUnsharedGroupInv");
    assertThat(mutant.get("exitCode").asInt()).isEqualTo(12);
  }

  @Test
  void ruleOfAFlightIsMissedInTheGraphOfAHostileWorld() throws IOException {
    CommandRun run = CommandRun.of("mutants", "--rule", "CT-05", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().get("killedInReference").asInt()).isEqualTo(1);
    JsonNode row = run.json().get("rows").get(0);
    assertThat(row.get("receiver").asText()).isEqualTo("server");
    assertThat(row.get("killedInSpec").asBoolean()).isTrue();
    assertThat(row.get("replay").get("run").asText()).isEqualTo("Figure2HostileClient");
    assertThat(row.get("replay").get("step").asInt()).isEqualTo(5);
    assertThat(row.get("replay").get("rule").asText()).isEqualTo("CT-05");
    assertThat(row.get("vector").isNull()).isTrue();
    assertThat(row.get("untold").asText()).contains("after the hellos");
  }

  @Test
  void whatIsSaidToRefuseTheMessagesOfAFlightMustDoSo() throws Exception {
    KillMatrix.Input input = KillMatrix.Input.ofProject().only(Rule.END_OF_EARLY_DATA_IS_CLIENTS);
    Survivor survivor =
        new Survivor(
            "ED-22",
            Receiver.CLIENT,
            Survivor.SPEC,
            Survivor.REDUNDANT,
            List.of("APP-01"),
            "Said to be refused by another rule.");
    KillMatrix matrix =
        KillMatrix.of(
            new KillMatrix.Input(
                input.source(),
                input.rules(),
                List.of(),
                List.of(survivor),
                input.untold(),
                List.of()),
            QUIET);
    assertThat(matrix.faults())
        .containsExactly(
            "ED-22 at the client: what refuses its message then is MSG-03, and is said to be"
                + " APP-01");
  }

  /** The pages of a few rules; the whole matrix compares all of them with those that are kept. */
  @ParameterizedTest
  @ValueSource(strings = {"HRR-08", "KS-09", "CH2-12"})
  void pageIsTheSameEachTime(String id) throws Exception {
    assertThat(page(id)).contains("Violated: `", "## In the reference\n").isEqualTo(page(id));
  }

  private static String page(String id) throws Exception {
    KillMatrix.Input input = KillMatrix.Input.ofProject();
    KillMatrix matrix = KillMatrix.of(input.only(Rule.withId(id).orElseThrow()), QUIET);
    return CounterexamplePages.of(matrix, input.source(), input.patterns())
        .getOrDefault(id + ".md", "");
  }

  @Test
  void reasonForARuleThatIsNoticedIsAViolation() throws Exception {
    KillMatrix.Input input = KillMatrix.Input.ofProject().only(Rule.RETRY_CHANGES_HELLO);
    Survivor survivor =
        new Survivor(
            "HRR-07",
            Receiver.CLIENT,
            Survivor.SPEC,
            Survivor.UNOBSERVABLE,
            List.of(),
            "Nobody will ever see it.");
    KillMatrix matrix =
        KillMatrix.of(
            new KillMatrix.Input(
                input.source(),
                input.rules(),
                input.mutants(),
                List.of(survivor),
                input.untold(),
                input.patterns()),
            QUIET);
    assertThat(matrix.exitCode()).isEqualTo(ExitCode.VIOLATED);
    assertThat(matrix.faults())
        .containsExactly("HRR-07 at the client: a reason is given, but it is noticed (spec)");
  }

  @Test
  void ruleThatAVectorTellsMayHaveNoReasonWhyNoneDoes() throws Exception {
    assertThat(faults(Rule.RETRY_CHANGES_HELLO, Map.of())).isEmpty();
    assertThat(faults(Rule.RETRY_CHANGES_HELLO, Map.of("HRR-07", "No vector has a retry.")))
        .containsExactly("HRR-07: a reason is given, but a vector tells it (vectors)");
  }

  @Test
  void ruleThatNoVectorTellsNeedsAReason() throws Exception {
    assertThat(faults(Rule.SELECTION_IS_NOT_GREASE, Map.of()))
        .containsExactly("GR-09: no vector tells it, and no reason is given (vectors)");
    assertThat(faults(Rule.SELECTION_IS_NOT_GREASE, Map.of("GR-09", "SH-06 refuses the same.")))
        .isEmpty();
  }

  private static List<String> faults(Rule rule, Map<String, String> untold) throws Exception {
    KillMatrix.Input input = KillMatrix.Input.ofProject().only(rule);
    return KillMatrix.of(
            new KillMatrix.Input(
                input.source(),
                input.rules(),
                input.mutants(),
                input.survivors(),
                untold,
                input.patterns()),
            QUIET)
        .faults();
  }

  /** Without PSKs another rule refuses whatever breaks this one; with them nothing else does. */
  @Test
  void ruleIsRedundantOnlyIfItIsSoInEveryWorld() throws Exception {
    KillMatrix.Input input =
        KillMatrix.Input.ofProject().only(Rule.SIGNATURE_ALGORITHMS_ARE_PRESENT);
    Survivor survivor =
        new Survivor(
            "SA-02",
            Receiver.SERVER,
            Survivor.SPEC,
            Survivor.REDUNDANT,
            List.of("MTI-14"),
            "Said to be refused by another rule.");
    KillMatrix matrix =
        KillMatrix.of(
            new KillMatrix.Input(
                input.source(),
                input.rules(),
                List.of(),
                List.of(survivor),
                input.untold(),
                List.of()),
            QUIET);
    assertThat(matrix.faults())
        .contains(
            "SA-02 at the server: a mutant is missing, for ServerAcceptsOnlyLegalHellosProp breaks"
                + " without the rule");
  }

  @Test
  void mutantThatBreaksAnotherPropertyIsAViolation() throws Exception {
    KillMatrix.Input input = KillMatrix.Input.ofProject().only(Rule.RETRY_CHANGES_HELLO);
    Mutant mutant = input.mutants().get(0);
    String config =
        input.source().text(mutant.name() + ".cfg").replace(mutant.property(), "TypeOK");
    var source = input.source().with(mutant.name() + ".cfg", config);
    Mutant blunt =
        Mutant.all(source).stream()
            .filter(other -> other.name().equals(mutant.name()))
            .findFirst()
            .orElseThrow();
    MutantResult result = MutantResult.of(source, blunt);
    assertThat(result.isKilled()).isFalse();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void matrixOfNothingIsRefused() {
    KillMatrix.Input input = KillMatrix.Input.ofProject();
    KillMatrix.Input none =
        new KillMatrix.Input(
            input.source(),
            List.of(),
            input.mutants(),
            input.survivors(),
            input.untold(),
            input.patterns());
    assertThatThrownBy(() -> KillMatrix.of(none, QUIET)).isInstanceOf(UserError.class);
    KillMatrix.Input noMutants =
        new KillMatrix.Input(
            input.source(),
            input.rules(),
            List.of(),
            input.survivors(),
            input.untold(),
            input.patterns());
    assertThatThrownBy(() -> KillMatrix.of(noMutants, QUIET)).isInstanceOf(UserError.class);
  }

  @Test
  void unknownRuleIsUnusable() {
    CommandRun run = CommandRun.of("mutants", "--rule", "HRR-88");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no rule 'HRR-88'");
  }

  @Test
  void pagesOfOneRuleAreNotWritten() {
    CommandRun run = CommandRun.of("mutants", "--rule", "HRR-07", "--write");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  /** Takes minutes: in the profile {@code mutants}. */
  @Test
  @Tag("whole")
  void everythingIsNoticedOrHasAReason() throws IOException {
    CommandRun run = CommandRun.of("mutants", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.get("rules").asInt()).isGreaterThan(40);
    assertThat(json.get("mutants").asInt()).isGreaterThan(60);
    assertThat(json.get("killedInSpec").asInt()).isGreaterThan(30);
    assertThat(json.get("killedInReference").asInt()).isGreaterThan(70);
    assertThat(json.get("killedByVectors").asInt()).isGreaterThan(35);
    assertThat(json.get("patterns")).hasSize(DefectPattern.COUNT);
    assertThat(StreamSupport.stream(json.get("patterns").spliterator(), false))
        .filteredOn(pattern -> pattern.get("outOfScope").asBoolean())
        .extracting(pattern -> pattern.get("pattern").asText())
        .containsExactly("P28");
  }
}
