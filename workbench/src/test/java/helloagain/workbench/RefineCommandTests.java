package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.refinement.Label;
import helloagain.refinement.LabelCount;
import helloagain.refinement.RecordMove;
import helloagain.refinement.RecordScript;
import helloagain.refinement.RecordVerdict;
import helloagain.refinement.Refinement;
import helloagain.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefineCommandTests {
  @TempDir private Path folder;

  @Test
  void intactReferenceIsExitCodeZero() throws IOException {
    Path saved = folder.resolve("none");
    CommandRun run =
        CommandRun.of("refine", "--tries", "400", "--seed", "1", "--save", saved.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("seed +1\n")
        .containsPattern("traces +400 +[\\d,]+/s\n")
        .containsPattern("steps +1,\\d{3} +[\\d,]+/s\n")
        .containsPattern("ClientRetries +\\d+ +\\d+\\.\\d%\n")
        .containsPattern("\nlabel +runs +share +minimum\n")
        .containsPattern("\nrecorded with the jdk +\\d+ +\\d+\\.\\d% +\\d+\\.\\d%\n")
        .containsPattern("\nstream of records +50 +12\\.5% +\\d+\\.\\d%\n")
        .doesNotContain("difference", "never", "short", "too seldom")
        .endsWith("again: hello refine --tries 400 --seed 1\nholds\n");
    assertThat(run.fitsTheScreen()).isTrue();
    assertThat(run.err()).isEqualTo("hello: drawing from seed 1\n");
    assertThat(saved).doesNotExist();
  }

  @Test
  void brokenRuleIsFoundAndTheSavedRunFindsItAgain() throws IOException {
    Path saved = folder.resolve("new/traces");
    CommandRun run =
        CommandRun.of(
            "refine",
            "--tries",
            "200",
            "--seed",
            "1",
            "--broken",
            "HRR-08",
            "--save",
            saved.toString());

    Path first = saved.resolve("1-HRR-08.json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "\ndifference 1: step 5, ",
            "HRR-08 RetryComesOnce (section 4.1.4)\n",
            "Server (hostile)\n",
            "WAIT_SH_AGAIN |",
            "\n   rule      HRR-08 RetryComesOnce (section 4.1.4):",
            "\n   allowed   ClientAborts: ABORTED with unexpected_message for RetryComesOnce\n",
            "\n   observed  Client",
            "\nTLC, in a process of its own, rejects the whole run at the same step.\n",
            "\nsaved as " + first + "\n",
            "\nagain: hello refine --tries 200 --seed 1 --broken HRR-08\n")
        .containsPattern("\nviolated: \\d differences?\\b");
    assertThat(run.out().lines().filter(line -> !line.startsWith("saved as ")))
        .allMatch(line -> line.length() <= Columns.WIDTH);

    CommandRun again = CommandRun.of("replay", saved.toString());
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out())
        .startsWith(first + "\n")
        .contains("\ndiffers: step 5, ", "HRR-08 RetryComesOnce (section 4.1.4)\n");
    try (Stream<Path> files = Files.list(saved)) {
      assertThat(files).allMatch(file -> file.getFileName().toString().endsWith(".json"));
    }
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    CommandRun run =
        CommandRun.of(
            "refine", "--tries", "60", "--seed", "1", "--broken", "NEG-04", "HRR-08", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    JsonNode report = run.json();
    assertThat(report.get("traces").asInt()).isBetween(1, 60);
    assertThat(report.get("steps").isIntegralNumber()).isTrue();
    assertThat(report.get("seconds").isNumber()).isTrue();
    assertThat(report.get("tracesPerSecond").asDouble()).isPositive();
    assertThat(report.get("stepsPerSecond").asDouble()).isPositive();
    assertThat(report.get("verdict").asText()).isEqualTo("violated");
    assertThat(report.get("seed").asLong()).isEqualTo(1);
    assertThat(report.get("again").asText()).endsWith(" --broken NEG-04 HRR-08");
    assertThat(report.get("differences").isIntegralNumber()).isTrue();
    assertThat(report.get("differing")).hasSize(report.get("differences").asInt());
    JsonNode differing = report.get("differing").get(0);
    assertThat(differing.get("step").asInt()).isPositive();
    assertThat(Refinement.ACTIONS).contains(differing.get("action").asText());
    assertThat(differing.get("rule").asText()).isIn("NEG-04", "HRR-08");
    assertThat(differing.get("section").asText()).startsWith("4.1.");
    assertThat(differing.get("allowed")).isNotEmpty();
    assertThat(differing.get("observed").asText()).isNotEmpty();
    assertThat(differing.get("savedAs").isNull()).isTrue();
    assertThat(differing.get("moves").asInt()).isBetween(differing.get("step").asInt(), 8);
    assertThat(differing.get("confirmed").asBoolean()).isTrue();
    assertThat(differing.get("run").asInt()).isBetween(1, 60);
    assertThat(report.get("differingRecords")).isEmpty();
    assertThat(report.get("labels")).hasSize(Label.values().length);
    JsonNode label = report.get("labels").get(0);
    assertThat(label.get("label").asText()).isEqualTo("recorded with the jdk");
    assertThat(label.get("count").isIntegralNumber()).isTrue();
    assertThat(label.get("percentage").isNumber()).isTrue();
    assertThat(label.get("minimum").asDouble()).isPositive();
    assertThat(label.get("required").isIntegralNumber()).isTrue();
    assertThat(label.get("fallsShort").isBoolean()).isTrue();
    assertThat(report.get("shortLabels").isArray()).isTrue();
    assertThat(report.get("untakenActions").isArray()).isTrue();
    assertThat(report.get("actions")).hasSize(Refinement.ACTIONS.size());
    assertThat(report.get("actions").get("ClientSendsFirstHello").asInt()).isPositive();
  }

  @Test
  void seedIsDrawnAndPrintedIfNoneIsNamedAndOneTraceTakesTooFewActions() {
    CommandRun run = CommandRun.of("refine", "--tries", "1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("\\w+ +0 +0\\.0%  never\n")
        .containsPattern("\nviolated: \\d+ actions never taken\n$");
    String seed = run.out().lines().findFirst().orElseThrow().replaceAll("\\D", "");
    assertThat(run.out()).contains("again: hello refine --tries 1 --seed " + seed + "\n");
    assertThat(run.err()).isEqualTo("hello: drawing from seed " + seed + "\n");
  }

  @Test
  void labelThatTooFewRunsHaveIsAViolationInOneLine() {
    Refinement.Report few =
        new Refinement.Report(
            2000,
            6000,
            1,
            List.of(),
            List.of(),
            List.of(),
            Refinement.ACTIONS.stream().collect(Collectors.toMap(action -> action, action -> 1L)),
            List.of(
                new LabelCount(Label.GREASE_GROUP, 1, 2000),
                new LabelCount(Label.PADDING, 2000, 2000)),
            new Refinement.Options(2000, 1, 1));
    RefineReport report =
        new RefineReport(few, "hello refine", List.of(), List.of(), Optional.empty());

    assertThat(few.holds()).isFalse();
    assertThat(RefineText.text(report, false))
        .contains("The label 'grease group' falls short: 1 of 2,000 runs, ")
        .containsPattern("\ngrease group +1 +0\\.1% +\\d+\\.\\d%  short\n")
        .endsWith("violated: 1 label too seldom\n");
    assertThat(RefineJson.text(report))
        .containsPattern("\"shortLabels\"\\s*:\\s*\\[\\s*\"grease group\"\\s*\\]");
  }

  @Test
  void streamOfRecordsThatDiffersIsTold() {
    RecordScript script =
        new RecordScript(
            RecordScript.Reader.SERVER,
            new RecordScript.Setup(true, false, false, false, 1, 1, Set.of()),
            List.of(new RecordMove.Opaque(20)));
    RecordVerdict verdict =
        new RecordVerdict(
            script,
            List.of(),
            Optional.of(
                new RecordVerdict.Difference(
                    1,
                    "a record",
                    Set.of(Rule.RECORD_IS_NOT_INTERLEAVED),
                    List.of("this"),
                    "that")));
    Refinement.Report report =
        new Refinement.Report(
            1,
            1,
            1,
            List.of(),
            List.of(verdict),
            List.of(1L),
            Map.of(),
            List.of(),
            new Refinement.Options(1, 1, 1));
    RefineReport refine =
        new RefineReport(report, "hello refine", List.of(), List.of(), Optional.empty());

    assertThat(report.holds()).isFalse();
    assertThat(RefineText.text(refine, false))
        .contains(
            "\ndifference 1: record 1 to the server\n",
            "\n   allowed   this\n",
            "\n   observed  that\n",
            Rule.RECORD_IS_NOT_INTERLEAVED.id());
    assertThat(RefineJson.text(refine)).contains("\"reader\"", "\"server\"", "\"differences\"");
  }

  @Test
  void unknownRuleIsExitCodeTwoAndCloseOnesAreNamed() {
    CommandRun run = CommandRun.of("refine", "--broken", "HRR-80");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .matches("hello: there is no rule 'HRR-80'; close to it are (HRR-\\d\\d(, )?)+\\R")
        .contains("HRR-08");
    assertThat(CommandRun.of("refine", "--broken", "hrr-8").err()).contains(" HRR-08");
    assertThat(CommandRun.of("refine", "--broken", "").exitCode()).isEqualTo(2);
  }

  @Test
  void ruleOfRecordsIsExitCodeTwo() {
    CommandRun run = CommandRun.of("refine", "--broken", "REC-07");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).matches("hello: REC-07 \\(\\w+\\) judges records; .*\\R");
  }

  @Test
  void unusableArgumentsAreExitCodeTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(CommandRun.of("refine", "--tries", "0").err())
        .isEqualTo("hello: --tries takes at least 1, not 0; see 'hello refine --help'\n");
    assertThat(CommandRun.of("refine", "--tries", "0").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("refine", "--seed", "x").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("refine", "--broken").exitCode()).isEqualTo(2);
    CommandRun run = CommandRun.of("refine", "--save", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("hello: " + file + ": this is no folder\n");
  }

  @Test
  void interruptIsExitCodeThreeWithoutAResult() {
    Thread.currentThread().interrupt();
    CommandRun run = CommandRun.of("refine", "--tries", "1000000", "--seed", "1");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).endsWith("hello: interrupted\n");
    assertThat(Thread.interrupted()).isFalse();
  }
}
