package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.spec.SpecSource;
import helloagain.workbench.World.Outcome;
import helloagain.workbench.World.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the command on toy worlds of every size, with the real TLC. */
final class LargerCheckTests {
  private static final Map<String, Long> ACTIONS = Map.of("Board", 5L, "Cross", 5L, "Return", 1L);
  private static final List<World> WORLDS =
      List.of(
          world("Crossing", Size.SMALL, "safety+liveness", 9),
          world("Crossing", Size.MEDIUM, "safety", 9),
          world("Crossing", Size.LARGE, "safety", 0),
          world("Full", Size.MEDIUM, "safety", 0));

  @TempDir private Path folder;

  private static World world(String cfg, Size size, String mode, long states) {
    return new World(
        cfg,
        "Ferry",
        cfg,
        mode,
        "rfc8446",
        size,
        "A toy.",
        size == Size.SMALL,
        Outcome.HOLDS,
        states,
        states == 0 ? 0 : 11,
        states == 0 ? 0 : 6,
        2,
        states == 0 ? Map.of() : ACTIONS,
        Map.of());
  }

  private CommandRun check(String... arguments) {
    CheckSetup setup =
        new CheckSetup(
            SpecSource.classPath("toy-worlds/"),
            new WorldCatalog("toy.json", WORLDS),
            folder.resolve("models.json"),
            replayed -> new BatchResult(7, 21, 0.2, List.of(), List.of()));
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(List.of(arguments));
    return CommandRun.of(
        Main.commandLine(new CheckCommand(() -> setup)), all.toArray(String[]::new));
  }

  private CommandRun larger(String world, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(world, "--size", "medium", "--states", folder.resolve("states").toString()));
    all.addAll(List.of(more));
    return check(all.toArray(String[]::new));
  }

  @Test
  void largerWorldSaysBeforehandWhatItTakesAndHasNoBatch() {
    CommandRun run = larger("Crossing", "--workers", "1", "--heap", "200m");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList())
        .hasSize(4)
        .last()
        .asString()
        .matches("Crossing medium +2 +9 +11 +6 +[0-9.]+  holds");
    assertThat(run.errLines().get(0))
        .matches(
            "hello: Crossing medium: 9 states, up to 1 MB in .*states.Crossing and no more than"
                + " 51,200 MB; [0-9,]+ MB are free");
    assertThat(folder.resolve("states/Crossing")).doesNotExist();
  }

  @Test
  void depthOfSeveralWorkersIsNotComparedAndNotShown() throws IOException {
    JsonNode world = larger("Crossing", "--workers", "2", "--json").json().get("worlds").get(0);

    assertThat(world.get("size").asText()).isEqualTo("medium");
    assertThat(world.get("asExpected").asBoolean()).isTrue();
    assertThat(world.get("exact")).extracting(JsonNode::asText).containsExactly("edges", "states");
    assertThat(larger("Crossing", "--workers", "2").out()).containsPattern("9 +11 +- ");
  }

  @Test
  void worldThatNobodyHasCountedIsHeldToItsOutcomeAlone() {
    CommandRun run =
        check("Crossing", "--size", "large", "--states", folder.toString(), "--off-heap", "100m");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("Crossing large: an estimated 9 states, ");
  }

  @Test
  void violationInALargerWorldIsNamedAndItsStatesAreGone() {
    CommandRun run = larger("Full");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("Full medium: expected holds, got violated (NeverFull)");
    assertThat(folder.resolve("states/Full")).doesNotExist();
  }

  @Test
  void statesOfAnotherRunAreNeitherLostNorTakenForItsOwn() throws IOException {
    Files.createDirectories(folder.resolve("states/Crossing"));
    Files.writeString(folder.resolve("states/Crossing/run"), "another");

    assertThat(larger("Crossing").err()).contains("has states of a run that has not ended; resume");
    assertThat(larger("Crossing", "--resume").exitCode()).isEqualTo(2);
    assertThat(folder.resolve("states/Crossing/run")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Crossing --size huge | there is no size huge; there are small, medium, large",
        "Crossing --resume | --resume is for --size medium and large; small worlds start anew",
        "Crossing --workers 0 | --workers is 1 or more",
        "Crossing --heap 4gb | --heap is a size such as 500m or 4g, not '4gb'",
        "Crossing --checkpoint 0 | --checkpoint is 1 or more",
        "Nowhere --size medium | there is no world Nowhere; there are Crossing, Full",
        "--size medium --distributed"
            + " | --distributed checks one world at a time; name one of Crossing, Full",
        "Crossing --distributed"
            + " | Crossing has liveness properties, which TLC's distributed mode passes over; check"
            + " it in one process, or --size medium, which has none",
        "Crossing --local-workers 2"
            + " | --local-workers and --fingerprint-servers are for --distributed",
        "--size medium --simulate | --simulate is for one world at a time; name it",
        "Crossing --simulate --depth 1"
            + " | --seconds and --runs are 1 or more, --depth is 2 or more"
      })
  void whatMakesNoSenseIsOneClearLine(String arguments, String line) {
    CommandRun run = check(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("hello: " + line + "\n");
  }

  @Test
  void listTellsWhatIsCountedAndWhatIsEstimated() throws IOException {
    assertThat(check("--list").out())
        .containsPattern("Crossing medium +9 states  safety\\n")
        .containsPattern("Crossing large +about 9 states  safety\\n")
        .containsPattern("Full medium +unknown states  safety\\n");
    JsonNode worlds = check("--list", "--json").json().get("worlds");
    assertThat(worlds.get(1).get("states").asLong()).isEqualTo(9);
    assertThat(worlds.get(1).get("estimatedStates").isNull()).isTrue();
    assertThat(worlds.get(2).get("states").isNull()).isTrue();
    assertThat(worlds.get(2).get("estimatedStates").asLong()).isEqualTo(9);
  }

  @Test
  void distributedCheckHasTheStatesOfOneProcess() throws IOException {
    JsonNode world =
        larger(
                "Crossing",
                "--distributed",
                "--local-workers",
                "2",
                "--port",
                Integer.toString(freePort()),
                "--json")
            .json()
            .get("worlds")
            .get(0);

    assertThat(world.get("states").asLong()).isEqualTo(9);
    assertThat(world.get("asExpected").asBoolean()).isTrue();
    assertThat(world.get("exact")).extracting(JsonNode::asText).containsExactly("states");
  }

  @Test
  void violationOfADistributedCheckSaysWhereItIsNamed() throws IOException {
    CommandRun run =
        larger(
            "Full",
            "--distributed",
            "--local-workers",
            "1",
            "--port",
            Integer.toString(freePort()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("got violated (something; TLC says what in one process)\n")
        .contains("hello: Registration for worker at ");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  // Runs drawn at random.

  @Test
  void runsOfASeedAreTheSameEachTime() throws IOException {
    String[] arguments = {"Crossing", "--simulate", "--runs", "50", "--seed", "3", "--json"};
    JsonNode report = check(arguments).json();

    assertThat(report.get("runs").asInt()).isEqualTo(50);
    assertThat(report.get("longest").asInt()).isEqualTo(100);
    assertThat(report.get("verdict").asText()).isEqualTo("holds");
    assertThat(report.get("actions").get("Board").asInt()).isGreaterThan(1000);
    assertThat(check(arguments).json().get("actions")).isEqualTo(report.get("actions"));
  }

  @Test
  void runThatViolatesSomethingIsShown() throws IOException {
    JsonNode report = larger("Full", "--simulate", "--runs", "9", "--seed", "3", "--json").json();

    assertThat(report.get("verdict").asText()).isEqualTo("violated");
    assertThat(report.get("violated").asText()).isEqualTo("NeverFull");
    assertThat(report.get("trace")).isNotEmpty();
    CommandRun run = larger("Full", "--simulate", "--runs", "9", "--seed", "3");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("\nviolated: NeverFull by Board");
  }

  @Test
  void runsThatComeToPairsOfRulesAreKeptAsTracesOfTheReference() throws IOException {
    CommandRun run =
        CommandRun.of(
            "check",
            "ResumptionHostileServer",
            "--simulate",
            "--runs",
            "20",
            "--seed",
            "1",
            "--keep",
            folder.resolve("kept").toString(),
            "--json");
    JsonNode report = run.json();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(report.get("rules")).isNotEmpty();
    assertThat(report.get("pairs")).isNotEmpty();
    assertThat(report.get("kept")).hasSizeGreaterThan(2);
    assertThat(CommandRun.of("replay", folder.resolve("kept").toString()).exitCode()).isZero();
  }
}
