package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import helloagain.rule.Rule;
import helloagain.spec.Mutant;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MergeCommandTests {
  private static final Set<String> TIMES =
      Set.of("seconds", "tlcSeconds", "tracesPerSecond", "stepsPerSecond", "testsPerSecond");

  /** What MutantsProgress tells. */
  private static final String PROGRESS = "hello: [a-z ]+: \\d+";

  @TempDir private static Path shared;

  /** Three runs in three shards, of which the first has all: for what is refused. */
  private static List<Path> tiny = List.of();

  private static List<Path> ofMutants = List.of();

  @TempDir private Path folder;

  @BeforeAll
  static void makesFewRuns() throws IOException {
    tiny = shards(shared, 3, Main::commandLine, "refine --tries 3 --seed 1");
  }

  // What is merged is the whole.

  @Test
  void shardsOfRefineAreTheWholeRun() throws IOException {
    String command = "refine --tries 256 --seed 4";
    CommandRun whole = run(Main::commandLine, command + " --json");
    List<Path> shards = shards(folder, 4, Main::commandLine, command);
    CommandRun merged = merge(shards);

    assertThat(whole.exitCode()).isZero();
    assertThat(merged.exitCode()).isZero();
    assertThat(withoutTimes(merged.json())).isEqualTo(withoutTimes(whole.json()));
    assertThat(merged.json().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(fields(whole.json()));
    assertThat(merged.json().get("seconds").asDouble()).isEqualTo(sumOfSeconds(shards));
    assertThat(merged.json().get("tracesPerSecond").asDouble())
        .isEqualTo(Json.tenths(256 / Math.max(0.1, sumOfSeconds(shards))));
    for (Path shard : shards) {
      assertThat(read(shard).get("traces").asInt()).isEqualTo(64);
    }
  }

  /** A whole run ends with the third; each of these shards has gone on to a third of its own. */
  @Test
  void firstThreeRunsThatDifferAreTold() throws IOException {
    Path one = withDifferences(0, 9, 70, 71);
    Path two = withDifferences(1, 12, 30, 31);
    CommandRun merged = merge(List.of(one, two, tiny.get(2)));

    assertThat(merged.exitCode()).isEqualTo(1);
    assertThat(merged.json().get("differences").asInt()).isEqualTo(3);
    assertThat(merged.json().get("differing"))
        .extracting(run -> run.get("run").asInt())
        .containsExactly(9, 12, 30);
  }

  private Path withDifferences(int shard, int... runs) throws IOException {
    ObjectNode report = read(tiny.get(shard));
    for (int run : runs) {
      ObjectNode differing =
          (ObjectNode)
              Json.tree(
                  new FoundJson(1, "ClientAborts", "HRR-08", "4.1.4", List.of(), "nothing", null));
      report
          .withArray("differing")
          .add(differing.put("moves", 1).put("confirmed", true).put("run", run));
    }
    return Files.writeString(folder.resolve(shard + ".json"), report.toString());
  }

  @Test
  void actionThatNoShardTakesIsAViolationOfTheWhole() throws IOException {
    for (Path shard : tiny) {
      assertThat(read(shard).get("verdict").asText()).isEqualTo("holds");
    }
    CommandRun merged = merge(tiny);

    assertThat(merged.exitCode()).isEqualTo(1);
    assertThat(merged.json().get("traces").asInt()).isEqualTo(3);
    assertThat(merged.json().get("untakenActions")).isNotEmpty();
  }

  @Test
  void jsonIsPrintedWhetherItIsAskedForOrNot() {
    List<Path> withOption = Stream.concat(Stream.of(Path.of("--json")), tiny.stream()).toList();

    assertThat(merge(withOption).out()).isEqualTo(merge(tiny).out()).startsWith("{\n");
  }

  @Test
  void shardWithNothingInItSaysZero() throws IOException {
    JsonNode shard = read(tiny.get(1));

    assertThat(shard.get("traces").asInt()).isZero();
    assertThat(shard.get("command").asText()).isEqualTo("refine");
    assertThat(shard.get("shard").asText()).isEqualTo("2/3");
    assertThat(shard.get("again").asText())
        .isEqualTo("hello refine --tries 3 --seed 1 --shard 2/3");
  }

  @Test
  void textOfAShardSaysWhichItIs() {
    CommandRun run = run(Main::commandLine, "refine --tries 3 --seed 1 --shard 1/3");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("shard 1/3\n")
        .endsWith("again: hello refine --tries 3 --seed 1 --shard 1/3\nholds\n");
  }

  @Test
  void shardWithoutASeedIsRefused() {
    CommandRun run = run(Main::commandLine, "refine --shard 1/3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("hello: --shard takes --seed, ").hasLineCount(1);
  }

  @Test
  void shardsOfEqualAreTheWholeRun() throws IOException {
    String command = "equal StatelessLossy --profile rfc8446";
    CommandRun whole = run(Main::commandLine, command + " --json");
    List<Path> shards = shards(folder, 3, Main::commandLine, command);
    CommandRun merged = merge(shards);

    assertThat(read(shards.get(0)).get("worlds")).hasSize(1);
    assertThat(read(shards.get(2)).get("worlds")).isEmpty();
    assertThat(read(shards.get(2)).get("states").asInt()).isZero();
    assertThat(merged.exitCode()).isZero();
    assertThat(withoutTimes(merged.json())).isEqualTo(withoutTimes(whole.json()));

    // A world that differs in one shard is a violation of the whole.
    ObjectNode differing = read(shards.get(0));
    ((ObjectNode) differing.get("worlds").get(0)).put("equal", false);
    Files.writeString(shards.get(0), differing.toString());
    assertThat(merge(shards).exitCode()).isEqualTo(1);
    assertThat(merge(shards).json().get("verdict").asText()).isEqualTo("violated");

    // A shard that has fewer worlds than it was dealt is none of this run.
    assertRefused(
        List.of(moved(shards.get(0), "2/3"), moved(shards.get(1), "1/3"), shards.get(2)),
        shards.get(1)
            + ": this report is unusable (it is not as long as the others let expect); make shard"
            + " 1/3 again");
  }

  @Test
  void shardsOfMutantsAreTheWholeRun() throws IOException {
    CommandRun whole = run(MergeCommandTests::mutants, "mutants --json");
    CommandRun merged = merge(mutantShards());

    assertThat(withoutTimes(merged.json())).isEqualTo(withoutTimes(whole.json()));
    assertThat(merged.exitCode()).isEqualTo(whole.exitCode()).isEqualTo(1);
    assertThat(merged.errLines())
        .containsExactlyElementsOf(
            whole.errLines().stream().filter(line -> !line.matches(PROGRESS)).toList())
        .contains(
            "hello: KS-10: a reason is given, but a vector tells it (vectors)",
            "hello: HRR-09 at the server: a reason is given, but there is no such check")
        // Of few rules there are few pages.
        .anyMatch(line -> line.endsWith(" is of no rule; 'hello mutants --write' writes the pages"))
        .noneMatch(line -> line.contains("HRR-07.md"));
  }

  /** Only the whole knows of leftovers and pages; what is wrong with a rule its shard knows. */
  @Test
  void shardOfMutantsIsJudgedByItsRulesAlone() throws IOException {
    JsonNode first = read(mutantShards().get(0));
    JsonNode second = read(mutantShards().get(1));
    JsonNode fourth = read(mutantShards().get(3));

    assertThat(first.get("rows").get(0).get("rule").asText()).isEqualTo("HRR-07");
    assertThat(first.get("faults")).isEmpty();
    assertThat(first.get("verdict").asText()).isEqualTo("holds");
    assertThat(second.get("faults")).hasSize(1);
    assertThat(second.get("verdict").asText()).isEqualTo("violated");
    assertThat(fourth.get("rules").asInt()).isZero();
  }

  @Test
  void patternsAreJudgedByWhatAllShardsKnow() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path shard : mutantShards()) {
      ObjectNode report = read(shard);
      List<String> names = List.of("KS-10", "CLIENT_SINGS", "READS_ALOUD", "MutantOfNothing");
      ((ObjectNode) report.get("part"))
          .withArray("patterns")
          .addPOJO(new MutantsJson.Pattern("P01", "a title", names, 0, false, ""));
      if (files.isEmpty()) {
        report.withArray("brokenPeers").addPOJO(new MutantsJson.Peer("CLIENT_SINGS", true, 1, ""));
      } else if (files.size() == 1) {
        report.withArray("brokenPeers").addPOJO(new MutantsJson.Peer("SERVER_HUMS", false, 0, ""));
        report.withObject("/part/told").put("READS_ALOUD", false);
      }
      files.add(Files.writeString(folder.resolve(files.size() + ".json"), Json.text(report)));
    }
    CommandRun merged = merge(files);

    assertThat(merged.exitCode()).isEqualTo(1);
    assertThat(merged.json().get("patterns").get(0).get("killed").asInt()).isEqualTo(2);
    assertThat(merged.errLines())
        .contains(
            "hello: SERVER_HUMS: no run leaves the specification",
            "hello: P01: nothing notices READS_ALOUD",
            "hello: P01: there is no mutant MutantOfNothing");
  }

  @Test
  void shardsOfTheWholeMatrixHaveEverythingAndEachIdOnce() {
    KillMatrix.Input input = KillMatrix.Input.ofProject();
    KillPart whole = KillPart.of(input, Optional.empty());
    List<KillPart> parts =
        IntStream.rangeClosed(1, 4)
            .mapToObj(number -> KillPart.of(input, Optional.of(new Shard(number, 4))))
            .toList();

    assertThat(whole.places()).hasSize(input.mutants().size());
    assertThat(parts.stream().flatMap(part -> part.places().stream())).containsAll(whole.places());
    assertThat(parts.stream().flatMap(part -> part.ids().stream()))
        .containsExactlyInAnyOrderElementsOf(whole.ids());
    assertThat(Shard.whole(parts.stream().map(KillPart::rules).toList())).isEqualTo(whole.rules());
    assertThat(Shard.whole(parts.stream().map(KillPart::peers).toList())).isEqualTo(whole.peers());
    for (KillPart part : parts) {
      assertThat(part.isWhole()).isFalse();
      for (int place = 0; place < input.mutants().size(); place++) {
        List<String> ids = input.mutants().get(place).ids();
        boolean isOfPage =
            input.mutants().get(place).kind() == Mutant.Kind.MUTANT && ids.size() == 1;
        if (isOfPage && part.ids().contains(ids.get(0))) {
          assertThat(part.places()).contains(place);
        }
      }
    }
  }

  @Test
  void shardOfNoRuleIsNoError() {
    CommandRun run = run(Main::commandLine, "mutants --rule HRR-07 --shard 2/2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("shard 2/2\n").endsWith(": holds\n");
  }

  private static CommandLine mutants() {
    return Main.commandLine(new MutantsCommand(MergeCommandTests::fewRules));
  }

  private static synchronized List<Path> mutantShards() throws IOException {
    if (ofMutants.isEmpty()) {
      Path own = Files.createDirectory(shared.resolve("mutants"));
      ofMutants = shards(own, 4, MergeCommandTests::mutants, "mutants");
    }
    return ofMutants;
  }

  /** Takes two rules; there is a reason for no rule, and one for a rule that a vector tells. */
  private static KillMatrix.Input fewRules() {
    KillMatrix.Input all = KillMatrix.Input.ofProject();
    List<Rule> rules = List.of(Rule.RETRY_CHANGES_HELLO, Rule.withId("KS-10").orElseThrow());
    return new KillMatrix.Input(
        all.source(),
        rules,
        all.mutants().stream()
            .filter(mutant -> rules.stream().anyMatch(rule -> KillMatrix.isOf(mutant, rule)))
            .toList(),
        List.of(
            new Survivor(
                "HRR-09",
                Receiver.SERVER,
                Survivor.SPEC,
                Survivor.UNOBSERVABLE,
                List.of(),
                "There is no such check.")),
        Map.of("KS-10", "No vector has a retry."),
        List.of());
  }

  @Test
  void shardOfMutantsWritesNoPages() {
    CommandRun run = run(Main::commandLine, "mutants --write --shard 1/2");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--write takes the whole matrix, not a shard");
  }

  @Test
  void shardsOfProbeAreTheWholeRun() throws IOException {
    String command = "probe jdk --vectors client-legal,client-octets";
    CommandRun whole = run(MergeCommandTests::probe, command + " --json");
    CommandRun merged = merge(shards(folder, 4, MergeCommandTests::probe, command));

    assertThat(merged.exitCode()).isEqualTo(whole.exitCode());
    assertThat(withoutTimes(merged.json())).isEqualTo(withoutTimes(whole.json()));
  }

  @Test
  void testIsInOneShardAndItsFindingIsOfTheWhole() throws IOException {
    String command = "probe jdk --vectors client-faults --test c3b41afb032fe";
    List<Path> shards = shards(folder, 2, MergeCommandTests::probe, command);

    assertThat(read(shards.get(1)).get("tests").asInt()).isZero();
    assertThat(read(shards.get(1)).get("verdict").asText()).isEqualTo("holds");
    CommandRun merged = merge(shards);
    assertThat(merged.exitCode()).isEqualTo(1);
    assertThat(withoutTimes(merged.json()))
        .isEqualTo(withoutTimes(run(MergeCommandTests::probe, command + " --json").json()));
  }

  private static CommandLine probe() {
    return Main.commandLine(new ProbeCommand(VectorStore::packaged));
  }

  // What is refused.

  @Test
  void missingShardIsNamed() {
    assertRefused(
        tiny.subList(0, 2),
        tiny.get(0)
            + " is of 3 shards, and 3/3 is missing; give its file, too, or make it with"
            + " --shard 3/3");
  }

  @Test
  void doubledShardIsNamed() throws IOException {
    Path copy = Files.copy(tiny.get(1), folder.resolve("copy.json"));

    assertRefused(
        Stream.concat(tiny.stream(), Stream.of(copy)).toList(),
        copy + " has shard 2/3 as " + tiny.get(1) + " has; give each shard once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "tries", "profile", "broken", "hello", "specification", "jdk"})
  void shardsOfTwoRunsAreRefused(String what) throws IOException {
    ObjectNode other = read(tiny.get(1));
    String before = other.get("asked").get(what).asText();
    ((ObjectNode) other.get("asked")).put(what, "another");
    Path changed = Files.writeString(folder.resolve("changed.json"), other.toString());

    assertRefused(
        List.of(tiny.get(0), changed, tiny.get(2)),
        changed
            + " has "
            + what
            + " another, and "
            + tiny.get(0)
            + " has "
            + before
            + "; merge shards of one run");
  }

  @Test
  void shardsOfOtherNumbersOrCommandsAreRefused() throws IOException {
    ObjectNode other = read(tiny.get(1)).put("shard", "2/4");
    Path four = Files.writeString(folder.resolve("four.json"), other.toString());
    assertRefused(
        List.of(tiny.get(0), four),
        four + " has N = 4, and " + tiny.get(0) + " has 3; merge shards of one run");

    other = read(tiny.get(1)).put("command", "equal");
    Path equal = Files.writeString(folder.resolve("equal.json"), other.toString());
    assertRefused(
        List.of(tiny.get(0), equal),
        equal + " has command equal, and " + tiny.get(0) + " has refine; merge shards of one run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON", "{\"command\": ", "{} {}"})
  void fileThatIsNoJsonIsNamed(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), text);

    CommandRun run = merge(List.of(tiny.get(0), file));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("hello: " + file + ": this is no ")
        .endsWith("; give files with what 'hello COMMAND --shard I/N --json' printed\n")
        .hasLineCount(1);
  }

  @Test
  void reportOfAWholeRunIsNoShard() throws IOException {
    ObjectNode whole = read(tiny.get(0));
    whole.remove("shard");
    Path file = Files.writeString(folder.resolve("whole.json"), whole.toString());

    assertRefused(
        List.of(file),
        file
            + ": this is no report of a shard; give files with what 'hello COMMAND --shard I/N"
            + " --json' printed");
  }

  @Test
  void fileThatIsNotThereOrCannotBeReadIsNamed() {
    Path missing = folder.resolve("missing.json");
    assertThat(merge(List.of(missing)).err())
        .startsWith("hello: " + missing + ": there is no such file; ")
        .hasLineCount(1);
    assertThat(merge(List.of(missing)).exitCode()).isEqualTo(2);
    assertThat(merge(List.of(folder)).exitCode()).isEqualTo(2);
    assertThat(run(Main::commandLine, "merge").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"traces", "actions", "differing"})
  void shardThatLacksAFieldIsUnusable(String field) throws IOException {
    ObjectNode lacking = read(tiny.get(1));
    lacking.remove(field);
    Path file = Files.writeString(folder.resolve("lacking.json"), lacking.toString());
    CommandRun run = merge(List.of(tiny.get(0), file, tiny.get(2)));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("hello: " + file + ": this report is unusable (")
        .endsWith("); make shard 2/3 again\n")
        .hasLineCount(1);
  }

  private static void assertRefused(List<Path> files, String line) {
    CommandRun run = merge(files);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("hello: " + line + "\n");
  }

  // Tools.

  /** Says that a file is of another shard. */
  private static Path moved(Path file, String shard) throws IOException {
    return Files.writeString(file, read(file).put("shard", shard).toString());
  }

  private static CommandRun run(Supplier<CommandLine> commands, String words) {
    return CommandRun.of(commands.get(), words.split(" ", -1));
  }

  /** Makes all shards of a command, from the last to the first. */
  private static List<Path> shards(
      Path folder, int of, Supplier<CommandLine> commands, String words) throws IOException {
    List<Path> files =
        IntStream.rangeClosed(1, of).mapToObj(i -> folder.resolve(i + ".json")).toList();
    for (int i = of; i > 0; i--) {
      CommandRun run = run(commands, words + " --shard " + i + "/" + of + " --json");
      Files.writeString(files.get(i - 1), run.out());
    }
    return files;
  }

  private static CommandRun merge(List<Path> files) {
    return CommandRun.of(
        Stream.concat(Stream.of("merge"), files.stream().map(Path::toString))
            .toArray(String[]::new));
  }

  private static ObjectNode read(Path file) throws IOException {
    return (ObjectNode) Json.parse(Files.readString(file));
  }

  private static double sumOfSeconds(List<Path> files) throws IOException {
    double sum = 0;
    for (Path file : files) {
      sum += read(file).get("seconds").asDouble();
    }
    return Json.tenths(sum);
  }

  private static List<String> fields(JsonNode report) {
    List<String> names = new ArrayList<>();
    report.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode withoutTimes(JsonNode report) {
    ObjectNode copy = report.deepCopy();
    copy.remove(TIMES);
    copy.path("worlds").forEach(world -> ((ObjectNode) world).remove(TIMES));
    // A peer draws its random anew each time.
    copy.path("findings").forEach(finding -> ((ObjectNode) finding).remove("octets"));
    return copy;
  }
}
