package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.workbench.World.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorldCatalogTests {
  private static final WorldCatalog CATALOG =
      new WorldCatalog(
          "m.json", List.of(Results.world("A", 3), Results.world("B", 5), Results.world("C", 1)));

  private static final Set<Profile> FIRST = EnumSet.of(Profile.RFC8446);

  @TempDir private Path folder;

  @Test
  void theSixWorldsOfTheDesignAreCheckedByDefault() {
    assertThat(WorldCatalog.ofProject().byDefault())
        .extracting(World::name)
        .contains("Honest", "HostileServer", "HostileClient", "Stateless", "Attacker", "Resumption")
        .doesNotContain("StatelessHostile")
        .doesNotHaveDuplicates();
  }

  @Test
  void everyWorldOfTheProjectHasItsModuleAndCountsItsProperties() {
    SpecSource source = SpecSource.project();
    WorldCatalog catalog = WorldCatalog.ofProject();

    assertThat(catalog.worlds())
        .extracting(World::name)
        .contains("Honest", "HostileServer", "HostileClient");
    for (World world : catalog.worlds()) {
      assertThat(source.names()).contains(world.module() + ".tla", world.cfg() + ".cfg");
      assertThat(ModelConfig.parse(source.text(world.cfg() + ".cfg")).count())
          .as("properties of %s", world.name())
          .isEqualTo(world.properties());
      assertThat(world.isCounted())
          .as("%s is counted, unless it is large", world.label())
          .isEqualTo(world.size() != Size.LARGE);
      if (world.isCounted()) {
        assertThat(world.edges()).as("edges of %s", world.label()).isPositive();
        assertThat(world.depth()).as("depth of %s", world.label()).isPositive();
      }
      assertThat(world.actions().values().stream().mapToLong(edges -> edges).sum())
          .as("edges of the actions of %s", world.label())
          .isEqualTo(world.edges());
      assertThat(world.untaken().values())
          .as("reasons why actions of %s are never taken", world.label())
          .allMatch(reason -> reason.length() > 20);
      assertThat(source.text(world.cfg() + ".cfg"))
          .as("profile of %s", world.label())
          .contains("  Profile = \"" + world.profile() + "\"\n");
      assertThat(world.purpose()).endsWith(".").doesNotContain("\n");
    }
  }

  private static List<World> counted() {
    return WorldCatalog.ofProject().worlds().stream().filter(World::isCounted).toList();
  }

  /** No larger world is weaker in secret: what it leaves out is liveness, and its mode says so. */
  @Test
  void largerWorldHasThePropertiesOfTheSmallOneButLiveness() {
    SpecSource source = SpecSource.project();
    WorldCatalog catalog = WorldCatalog.ofProject();
    List<World> small = catalog.select(List.of(), EnumSet.of(Profile.RFC8446), Size.SMALL);
    for (Size size : List.of(Size.MEDIUM, Size.LARGE)) {
      for (World world : small) {
        World larger =
            catalog.select(List.of(world.name()), EnumSet.of(Profile.RFC8446), size).get(0);
        Set<String> missing = names(source, world);
        missing.removeAll(names(source, larger));

        assertThat(larger.module()).isEqualTo(world.module());
        assertThat(larger.mode()).isEqualTo("safety");
        assertThat(larger.byDefault()).isFalse();
        assertThat(missing)
            .as("what %s leaves out", larger.label())
            .isSubsetOf(LIVENESS)
            .matches(none -> none.isEmpty() || world.hasLiveness());
      }
    }
  }

  /** What speaks of whole behaviours, and the refinements that do so besides. */
  private static final Set<String> LIVENESS =
      Set.of(
          "EveryRunEndsLive",
          "EveryFlightEndsLive",
          "EveryRecordRunEndsLive",
          "HandshakeImplementsNegotiation",
          "StatelessImplementsHandshake");

  private static Set<String> names(SpecSource source, World world) {
    return new TreeSet<>(
        List.of(
            source
                .text(world.cfg() + ".cfg")
                .replaceAll("(?s).*?INVARIANTS|PROPERTIES", "")
                .strip()
                .split("\\s+")));
  }

  @Test
  void estimateGrowsAsTheMediumWorldDoes() {
    World small = Results.world("A", 10);
    World medium = Results.world("A", 70, Size.MEDIUM);
    World large = Results.world("A", 0, Size.LARGE);
    WorldCatalog all = new WorldCatalog("m.json", List.of(small, medium, large));

    assertThat(all.estimatedStates(large)).hasValue(490);
    assertThat(new WorldCatalog("m.json", List.of(small, large)).estimatedStates(large)).isEmpty();
    assertThat(all.select(List.of("A"), FIRST, Size.LARGE)).containsExactly(large);
    assertThat(large.label()).isEqualTo("A large");
    assertUnusable(
        () -> CATALOG.select(List.of("A"), FIRST, Size.LARGE),
        "there is no world A of rfc8446, large; there are ");
  }

  @Test
  void noTwoActionsOfAWorldAreCountedTogether() {
    for (World world : counted()) {
      assertThat(world.actions().keySet())
          .as("actions of %s", world.label())
          .isNotEmpty()
          .noneMatch(action -> action.contains(" or "));
    }
  }

  @Test
  void actionsOfAWorldAreThoseOfItsSpecification() {
    // The larger ones have the same modules.
    for (World world : counted().stream().filter(one -> one.size() == Size.SMALL).toList()) {
      // A model in this JVM takes Noted(action) of HostileCookies for the action.
      if (!world.name().equals("StatelessHostile")) {
        try (SpecModel model = SpecModel.load(world.module(), world.cfg())) {
          assertThat(world.actions().keySet())
              .as("actions of %s", world.label())
              .containsExactlyElementsOf(model.actionNames());
        }
      }
    }
  }

  @Test
  void fileOfTheProjectIsWrittenAsThisProgramWritesIt() throws IOException {
    Path file = SourceTree.file(WorldCatalog.PROJECT_FILE);

    assertThat(WorldCatalog.read(file).text()).isEqualTo(Files.readString(file));
  }

  @Test
  void textIsReadBackTheSame() {
    assertThat(WorldCatalog.parse("m.json", CATALOG.text())).isEqualTo(CATALOG);
  }

  @Test
  void selectionKeepsTheOrderOfTheCatalogue() {
    assertThat(CATALOG.select(List.of("C", "A", "C"), FIRST, Size.SMALL))
        .extracting(World::name)
        .containsExactly("A", "C");
    assertThat(CATALOG.select(List.of(), FIRST, Size.SMALL)).hasSize(3);
  }

  @Test
  void worldOfAProfileIsOneOfItsOwn() {
    World revised = Results.world("B", 7, "rfc9846");
    List<World> worlds = new ArrayList<>(CATALOG.worlds());
    worlds.add(revised);
    WorldCatalog both = WorldCatalog.parse("m.json", new WorldCatalog("m.json", worlds).text());

    assertThat(both.select(List.of(), FIRST, Size.SMALL)).isEqualTo(CATALOG.worlds());
    assertThat(both.select(List.of(), EnumSet.of(Profile.RFC9846), Size.SMALL))
        .containsExactly(revised);
    assertThat(both.select(List.of("B"), EnumSet.allOf(Profile.class), Size.SMALL))
        .extracting(World::label)
        .containsExactly("B", "B rfc9846");
    assertThat(both.with(List.of(revised.withCounts(9, 8, 7, 6, Map.of()))).worlds())
        .extracting(World::states)
        .containsExactly(3L, 5L, 1L, 9L);
    assertUnusable(
        () -> both.select(List.of("A"), EnumSet.of(Profile.RFC9846), Size.SMALL),
        "there is no world A of rfc9846; there are B");
  }

  @Test
  void unknownProfileIsUnusableInput() {
    assertUnusable(
        () -> WorldCatalog.parse("m.json", CATALOG.text().replace("rfc8446", "rfc8447")),
        "m.json: A: there is no profile rfc8447; there are rfc8446, rfc9846");
    assertUnusable(() -> Profiles.of("tls13"), "there is no profile tls13");
    assertThat(Profiles.of("rfc9846")).contains(Profile.RFC9846);
  }

  @Test
  void unknownWorldIsUnusableInput() {
    assertUnusable(
        () -> CATALOG.select(List.of("A", "X"), FIRST, Size.SMALL),
        "there is no world X; there are A, B, C");
  }

  @Test
  void malformedFileIsUnusableInputAndItsPlaceIsTold() {
    assertUnusable(() -> WorldCatalog.parse("m.json", "{\n  \"worlds\": ["), "m.json: line 2, ");
    assertUnusable(() -> WorldCatalog.parse("m.json", ""), "m.json: line 1, ");
    assertUnusable(() -> WorldCatalog.parse("m.json", "{\"worlds\": []}"), "there is no world");
    assertUnusable(() -> WorldCatalog.parse("m.json", "{\"worlds\": null}"), "worlds");
    assertUnusable(() -> WorldCatalog.parse("m.json", CATALOG.text() + "1"), "m.json: line ");
    assertUnusable(
        () -> WorldCatalog.parse("m.json", CATALOG.text().replace("\"B\"", "\"A\"")),
        "m.json: there are two worlds A");
    assertUnusable(
        () -> WorldCatalog.parse("m.json", CATALOG.text().replace("\"holds\"", "\"maybe\"")),
        "maybe");
    assertUnusable(
        () -> WorldCatalog.parse("m.json", CATALOG.text().replace("\"edges\": 3,", "")), "edges");
    assertUnusable(
        () -> WorldCatalog.parse("m.json", CATALOG.text().replace("\"edges\"", "\"edgse\"")),
        "Missing creator property 'edges' (index 10)");
    assertUnusable(
        () ->
            WorldCatalog.parse("m.json", CATALOG.text().replace("\"edges\": 3", "\"edges\": 3.5")),
        "m.json: line ");
  }

  @Test
  void missingFileIsUnusableInput() {
    assertUnusable(() -> WorldCatalog.read(folder.resolve("none")), "none: cannot be read");
  }

  @Test
  void writingLeavesNothingBesideTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "old");

    CATALOG.with(List.of(Results.world("B", 5).withCounts(9, 8, 7, 6, Map.of()))).write(file);

    assertThat(WorldCatalog.read(file).worlds())
        .extracting(World::states)
        .containsExactly(3L, 9L, 1L);
    assertThat(folder.toFile().list()).containsExactly("m.json");
  }

  @Test
  void failedWriteLeavesTheFileAsItWas() throws IOException {
    Path file = Files.createDirectories(folder.resolve("m.json").resolve("occupied")).getParent();

    assertThatThrownBy(() -> CATALOG.write(file)).isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).containsExactly("m.json");
    assertThat(file).isDirectoryContaining("glob:**occupied");
  }

  private static void assertUnusable(Runnable action, String part) {
    assertThatThrownBy(action::run)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(part)
        .extracting(e -> ((UserError) e).exitCode())
        .isEqualTo(ExitCode.INPUT_UNUSABLE);
  }
}
