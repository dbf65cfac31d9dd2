package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.spec.SpecSource;
import helloagain.workbench.World.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the command on toy worlds with the real TLC. */
final class CheckCommandTests {
  private static final Map<String, Long> ACTIONS = Map.of("Board", 5L, "Cross", 5L, "Return", 1L);
  private static final World CROSSING = world("Crossing", 9, 11, 6, 2);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final TraceBatch batch = replayed -> new BatchResult(7, 21, 0.2, List.of(), List.of());

  @Test
  void worldThatHoldsAsRecordedIsExitCodeZero() {
    assertThat(check(List.of(CROSSING))).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).startsWith("TLC2 Version ");
    assertThat(lines.get(3)).matches("Crossing +2 +9 +11 +6 +[0-9.]+  holds");
    assertThat(lines.get(4)).matches("batch +7 traces, 21 steps, 0 differences +0\\.2  holds");
    assertThat(lines).hasSize(5);
    assertThat(err.toString().lines()).allMatch(line -> line.startsWith("hello: Crossing: "));
  }

  @Test
  void violatedWorldsAndWrongCountsAreExitCodeOne() {
    List<World> worlds =
        List.of(
            CROSSING.withCounts(8, 11, 6, 3, ACTIONS),
            world("Full", 9, 11, 6, 2),
            world("Leaving", 9, 11, 6, 2));

    assertThat(check(worlds)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "hello: toy.json: Crossing: expected states 8, properties 3;"
                + " got states 9, properties 2\n",
            "hello: toy.json: Full: expected holds, got violated (NeverFull)\n",
            "hello: toy.json: Leaving: expected holds, got violated (EverybodyLeavesLive)\n");
    assertThat(out.toString())
        .contains(
            """
            Full is violated: NeverFull
              1. initial state
            """)
        .containsPattern("Leaving +2 +9 +11 +- +[0-9.]+  violated!\n")
        .contains("     ferry.aboard = 2\n")
        .contains("Leaving is violated: EverybodyLeavesLive\n")
        .contains(". again as after step ");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= Columns.WIDTH);
  }

  @Test
  void actionThatIsNeverTakenIsExitCodeOne() {
    Map<String, Long> counted = new LinkedHashMap<>(ACTIONS);
    counted.put("Sink", 0L);
    World dead = world("Sinking", 9, 11, 6, 1).withCounts(9, 11, 6, 1, counted);

    assertThat(check(List.of(dead))).isEqualTo(1);
    assertThat(err.toString())
        .contains("hello: toy.json: Sinking: Sink is never taken, and untaken gives no reason\n");
  }

  @Test
  void actionThatIsNeverTakenForAReasonIsNoViolation() {
    Map<String, Long> counted = new LinkedHashMap<>(ACTIONS);
    counted.put("Sink", 0L);
    Map<String, String> reasons = Map.of("Sink", "there is a limit to who may board");

    assertThat(check(List.of(untaken(counted, reasons)))).isZero();
    Map<String, String> wrong = Map.of("Sink", reasons.get("Sink"), "Cross", "nobody rows");
    assertThat(check(List.of(untaken(counted, wrong)))).isEqualTo(1);
    assertThat(err.toString())
        .contains("hello: toy.json: Sinking: Cross is taken, though nobody rows\n");
  }

  @Test
  void anotherNumberOfEdgesOfAnActionIsExitCodeOne() {
    World other = CROSSING.withCounts(9, 11, 6, 2, Map.of("Board", 4L, "Cross", 5L, "Row", 2L));

    assertThat(check(List.of(other))).isEqualTo(1);
    assertThat(err.toString())
        .containsPattern("Crossing: expected .*Board 4.*; got .*Board 5")
        .containsPattern("Crossing: expected .*no Return.*; got .*Return 1")
        .containsPattern("Crossing: expected .*Row 2.*; got .*no Row");
  }

  @Test
  void updateRecordsAnActionThatIsNeverTakenAndStillRefusesIt() throws IOException {
    World dead = world("Sinking", 9, 11, 6, 1);
    Path file = write(new WorldCatalog("x", List.of(dead)));

    assertThat(check(List.of(dead), "--update")).isEqualTo(1);
    assertThat(WorldCatalog.read(file).worlds().get(0).actions())
        .containsEntry("Sink", 0L)
        .containsAllEntriesOf(ACTIONS);
    assertThat(err.toString())
        .contains("Sinking: Sink is never taken, and untaken gives no reason\n");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    assertThat(check(List.of(CROSSING, world("Full", 9, 11, 6, 2)), "--json", "Full")).isEqualTo(1);

    JsonNode report = JsonMapper.builder().build().readTree(out.toString());
    assertThat(report.get("tlc").asText()).startsWith("TLC2 Version ");
    assertThat(report.get("worlds")).hasSize(1);
    JsonNode world = report.get("worlds").get(0);
    assertThat(world.get("world").asText()).isEqualTo("Full");
    assertThat(world.get("profile").asText()).isEqualTo("rfc8446");
    assertThat(world.get("states").isIntegralNumber()).isTrue();
    assertThat(world.get("edges").isIntegralNumber()).isTrue();
    assertThat(world.get("depth").isIntegralNumber()).isTrue();
    assertThat(world.get("properties").asInt()).isEqualTo(2);
    assertThat(world.get("actions").get("Board").isIntegralNumber()).isTrue();
    assertThat(world.get("seconds").asDouble()).isPositive();
    assertThat(world.get("verdict").asText()).isEqualTo("violated");
    assertThat(world.get("violated").asText()).isEqualTo("NeverFull");
    assertThat(world.get("asExpected").asBoolean()).isFalse();
    assertThat(world.get("trace").get(2).get("action").asText()).isEqualTo("Board");
    assertThat(world.get("trace").get(2).get("changes").get("ferry.aboard").asText())
        .isEqualTo("2");
    assertThat(report.get("batch").get("traces").asInt()).isEqualTo(7);
    assertThat(report.get("batch").get("steps").asInt()).isEqualTo(21);
    assertThat(report.get("batch").get("differences").isIntegralNumber()).isTrue();
    assertThat(report.get("batch").get("differing")).isEmpty();
    assertThat(report.get("batch").get("untakenActions")).isEmpty();
    assertThat(report.get("batch").get("verdict").asText()).isEqualTo("holds");
  }

  @Test
  void configurationThatDoesNotFitIsExitCodeTwo() {
    assertThat(check(List.of(world("Broken", 1, 1, 1, 1)))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).matches("hello: Broken: TLC gave no answer .*NobodyThere.*\\R");
  }

  @Test
  void missingConfigurationIsExitCodeTwo() {
    assertThat(check(List.of(world("Nowhere", 1, 1, 1, 1)))).isEqualTo(2);
    assertThat(err.toString()).matches("hello: there is no file Nowhere\\.cfg\\R");
  }

  @Test
  void unknownWorldAndUnknownOptionAreExitCodeTwo() {
    assertThat(check(List.of(CROSSING), "Corssing")).isEqualTo(2);
    assertThat(check(List.of(CROSSING), "--jsno")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "hello: there is no world Corssing; there are Crossing",
            "hello: there is no option '--jsno' (did you mean --json?); see 'hello check --help'");
  }

  @Test
  void jarThatIsNoTlcIsExitCodeTwo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    Path missing = folder.resolve("missing.jar");

    assertThat(check(List.of(CROSSING), "--tla2tools", text.toString())).isEqualTo(2);
    assertThat(check(List.of(CROSSING), "--tla2tools", missing.toString())).isEqualTo(2);
    assertThat(check(List.of(CROSSING), "--tla2tools", jarOf("picocli/CommandLine.class")))
        .isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("text.jar is not a jar"))
        .anyMatch(line -> line.contains("there is no file") && line.contains("missing.jar"))
        .anyMatch(line -> line.contains("picocli") && line.contains("does not hold TLC"));
  }

  @Test
  void namedJarIsUsed() throws IOException {
    Path copy = folder.resolve("tla2tools.jar");
    Files.copy(Path.of(jarOf("tlc2/TLC.class")), copy);

    assertThat(check(List.of(CROSSING), "--tla2tools", copy.toString())).isZero();
    assertThat(out.toString()).startsWith("TLC2 Version ");
  }

  @Test
  void updateRecordsTheCountsOfTheCheckedWorldsAlone() throws IOException {
    World other = world("Full", 1, 2, 3, 4);
    Path file =
        write(new WorldCatalog("x", List.of(CROSSING.withCounts(1, 0, 0, 0, Map.of()), other)));

    assertThat(check(List.of(CROSSING), "--update", "Crossing")).isZero();
    assertThat(WorldCatalog.read(file).worlds()).containsExactly(CROSSING, other);
    assertThat(out.toString()).contains("  holds\n").doesNotContain("holds!");
    assertThat(err.toString()).contains("was: expected states 1, edges 0, depth 0, properties 0,");
  }

  @Test
  void updateRecordsNoViolatedWorld() throws IOException {
    World full = world("Full", 1, 2, 3, 4);
    Path file = write(new WorldCatalog("x", List.of(full)));

    assertThat(check(List.of(full), "--update")).isEqualTo(1);
    assertThat(WorldCatalog.read(file).worlds()).containsExactly(full);
    assertThat(err.toString()).contains("stays as it is");
  }

  @Test
  void updateTakesNoOtherTlc() {
    assertThat(check(List.of(CROSSING), "--update", "--tla2tools", "x.jar")).isEqualTo(2);
  }

  @Test
  void differenceInTheBatchIsExitCodeOne() {
    TraceBatch differing =
        replayed -> new BatchResult(7, 21, 0.2, List.of("trace 3: disagrees"), List.of());

    assertThat(run(List.of(CROSSING), differing)).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("batch +7 traces, 21 steps, 1 difference +0\\.2  violated!\n")
        .endsWith("\n\ntrace 3: disagrees\n");
  }

  @Test
  void actionThatTheBatchNeverTakesIsExitCodeOne() {
    TraceBatch blind = replayed -> new BatchResult(7, 21, 0.2, List.of(), List.of("ClientCloses"));

    assertThat(run(List.of(CROSSING), blind)).isEqualTo(1);
    assertThat(out.toString()).endsWith("\n\nThe batch never took ClientCloses\n");
  }

  @Test
  void defectOfTheBatchIsOneLineAndNoStackTrace() {
    TraceBatch failing =
        replayed -> {
          throw new StackOverflowError("deep");
        };

    assertThat(run(List.of(CROSSING), failing)).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines().reduce((first, last) -> last))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .matches("hello: java.lang.StackOverflowError: deep \\(this is a defect.*"));
  }

  private int check(List<World> worlds, String... arguments) {
    return run(worlds, batch, arguments);
  }

  private int run(List<World> worlds, TraceBatch traces, String... arguments) {
    CheckSetup setup =
        new CheckSetup(
            SpecSource.classPath("toy-worlds/"),
            new WorldCatalog("toy.json", worlds),
            folder.resolve("models.json"),
            traces);
    CommandLine commandLine =
        Main.commandLine(new CheckCommand(() -> setup))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.execute(commandLine, all);
  }

  private Path write(WorldCatalog catalog) throws IOException {
    return Files.writeString(folder.resolve("models.json"), catalog.text());
  }

  private static World untaken(Map<String, Long> actions, Map<String, String> reasons) {
    return new World(
        "Sinking",
        "Ferry",
        "Sinking",
        "safety+liveness",
        "rfc8446",
        World.Size.SMALL,
        "A toy.",
        true,
        Outcome.HOLDS,
        9,
        11,
        6,
        1,
        actions,
        reasons);
  }

  private static World world(String cfg, long states, long edges, int depth, int properties) {
    return new World(
        cfg,
        "Ferry",
        cfg,
        "safety+liveness",
        "rfc8446",
        World.Size.SMALL,
        "A toy.",
        true,
        Outcome.HOLDS,
        states,
        edges,
        depth,
        properties,
        ACTIONS,
        Map.of());
  }

  private static String jarOf(String entry) throws IOException {
    return ((JarURLConnection)
            CheckCommandTests.class.getClassLoader().getResource(entry).openConnection())
        .getJarFileURL()
        .getPath();
  }
}
