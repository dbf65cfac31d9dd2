package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import helloagain.refinement.Behaviours;
import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.Trace;
import helloagain.refinement.TraceFile;
import helloagain.refinement.World;
import helloagain.rule.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoverageCommandTests {
  private static final String WORLD = "Resumption";
  private static final List<Trace> TRACES = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void drawBehavioursOfTheWorlds() {
    try (Judges judges = new Judges();
        Behaviours behaviours = new Behaviours()) {
      Random random = new Random(1);
      for (int i = 0; i < 40; i++) {
        TRACES.add(
            behaviours
                .drive(judges, Reference.HELLO_AGAIN, World.HONEST, Profile.RFC8446, random)
                .trace());
      }
    }
  }

  private Path write(String name, List<Trace> traces) throws IOException {
    Path path = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < traces.size(); i++) {
      TraceFile.write(path.resolve(i + ".json"), traces.get(i));
    }
    return path;
  }

  private static JsonNode world(CommandRun run) throws IOException {
    JsonNode worlds = run.json().get("worlds");
    assertThat(worlds).hasSize(1);
    assertThat(worlds.get(0).get("world").asText()).isEqualTo(WORLD);
    return worlds.get(0);
  }

  /** In one world, which is enough to see and quickly explored. */
  private static CommandRun coverage(String... arguments) {
    List<String> all = new ArrayList<>(List.of("coverage"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--world", WORLD));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void edgesThatRunsTakeAreCountedOnceAndTheOthersAreNamed() throws IOException {
    Path traces = write("traces", TRACES);
    CommandRun run = coverage(traces.toString(), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("traces").asInt()).isEqualTo(40);
    // The other half has no PSKs, and is of another world.
    int outside = run.json().get("outside").asInt();
    assertThat(outside).isBetween(5, 35);
    JsonNode world = world(run);
    long taken = world.get("taken").asLong();
    assertThat(world.get("states").asLong()).isEqualTo(27_244);
    assertThat(taken).isBetween(40L - outside, 200L);
    assertThat(world.get("fraction").asText()).isEqualTo(taken + "/" + world.get("edges").asLong());
    long sum = 0;
    for (JsonNode kind : world.get("kinds")) {
      sum += kind.get("taken").asLong();
    }
    assertThat(sum).isEqualTo(taken);

    // The same runs take the same edges, however often they are there.
    Path twice = write("twice", TRACES.subList(0, 20));
    CommandRun again = coverage(traces.toString(), twice.toString(), "--json");
    assertThat(world(again).get("taken").asLong()).isEqualTo(taken);
  }

  @Test
  void edgesOfSeveralRunsAreMergedExactly() throws IOException {
    Path store = folder.resolve("taken.json");
    Path all = write("all", TRACES);
    Path some = write("some", TRACES.subList(0, 15));
    Path rest = write("rest", TRACES.subList(10, 40));
    String merged = store.toString();
    long first = taken(coverage(some.toString(), "--merge", merged, "--json"));
    long both = taken(coverage(rest.toString(), "--merge", merged, "--json"));

    assertThat(both).isGreaterThan(first).isEqualTo(taken(coverage(all.toString(), "--json")));
    CommandRun text = coverage(some.toString(), "--merge", merged);
    assertThat(text.out())
        .contains(
            "\n" + WORLD + ": " + Columns.count(both) + " of ", "\n  ServerAborts for NEG-01 ");
    assertThat(text.fitsTheScreen()).isTrue();
  }

  private static long taken(CommandRun run) throws IOException {
    assertThat(run.exitCode()).isZero();
    return world(run).get("taken").asLong();
  }

  @Test
  void fileOfAnotherKindIsNoStore() throws IOException {
    Path trace = write("one", TRACES.subList(0, 1)).resolve("0.json");
    CommandRun run = coverage(trace.toString(), "--merge", trace.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("hello: " + trace + ": this is no file that");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void edgesOfAnotherGraphAreRefused() throws IOException {
    Path trace = write("one", TRACES.subList(0, 1)).resolve("0.json");
    Path store = folder.resolve("old.json");
    Files.writeString(
        store,
        "{\"worlds\": [{\"world\": \"Resumption\", \"profile\": \"rfc8446\", \"states\": 1,"
            + " \"edges\": 2, \"taken\": \"\"}]}");
    CommandRun run = coverage(trace.toString(), "--merge", store.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("another Resumption, with 2 edges; begin with a new file");
  }
}
