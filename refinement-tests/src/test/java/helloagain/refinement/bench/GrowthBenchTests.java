package helloagain.refinement.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import helloagain.refinement.bench.GrowthBench.Axis;
import helloagain.refinement.bench.GrowthBench.Plan;
import helloagain.refinement.bench.GrowthBench.Point;
import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.ConfiguredModel;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.TlcExploration;
import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.TlaValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthBenchTests {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void familyWithThreeGroupsAndTwoSuitesIsHonest() {
    try (SpecModel family = new HonestFamily(3, 2, false).model().load();
        SpecModel honest = SpecModel.load("MCHonest", "MCHonest")) {
      TlaValue offers = family.evaluate("FamilyOffers", List.of(), null);
      TlaValue policies = family.evaluate("FamilyPolicies", List.of(), null);
      assertThat(offers).isEqualTo(honest.evaluate("MCOffers", List.of(), null));
      assertThat(policies).isEqualTo(honest.evaluate("MCPolicies", List.of(), null));
      // What models.json records: each client begins once with each server.
      assertThat(offers.asSet().elements().size() * policies.asSet().elements().size())
          .isEqualTo(22_464);
    }
  }

  @Test
  void leanFamilyIsThePartWithOneVersionNoSessionIdAndNoCookie() throws InterruptedException {
    // 2 sets of shares for each of 2 lists of one group, 4 for each of 2 lists of both; 4 policies.
    try (SpecModel model = new HonestFamily(2, 1, true).model().load()) {
      assertThat(model.explore().initialStates()).isEqualTo((2 * 2 + 2 * 4) * 4);
      assertThat(TlcExploration.of(model, TlcExploration.NO_LIMIT))
          .matches(TlcExploration::whole)
          .extracting(TlcExploration::states)
          .isEqualTo(240L);
    }
  }

  @Test
  void everyValueHasAPointAndTheWorldsGrow() throws InterruptedException {
    List<String> told = new ArrayList<>();
    // What is left out takes too long here: one suite has 17,688 states, two have those of Honest.
    List<Plan> small =
        GrowthBench.usual().stream()
            .filter(plan -> !plan.name().equals("suites"))
            .map(
                plan ->
                    new Plan(plan.name(), plan.world(), plan.values().subList(0, 2), plan.model()))
            .toList();

    List<Axis> axes = GrowthBench.run(small, LONG, Duration.ZERO, told::add);

    assertThat(axes).extracting(Axis::name).containsExactly("groups", "faults");
    for (Axis axis : axes) {
      assertThat(axis.points()).hasSize(2).allMatch(Point::whole);
      assertThat(axis.points().get(1).states()).isGreaterThan(axis.points().get(0).states());
      assertThat(axis.factor().orElseThrow()).isGreaterThan(1);
      assertThat(axis.exponent()).isPresent();
    }
    assertThat(told)
        .containsExactly(
            "exploring with 2 groups",
            "exploring with 3 groups",
            "exploring with 0 faults",
            "exploring with 1 faults");
  }

  @Test
  void aPointWhoseTimeIsUpSaysSo() throws InterruptedException {
    try (SpecModel world = new HonestFamily(2, 1, true).model().load()) {
      TlcExploration capped = TlcExploration.of(world, Duration.ZERO);

      assertThat(capped.whole()).isFalse();
      assertThat(capped.states()).isEqualTo(1);
    }
  }

  @Test
  void factorAndExponentAreThoseOfThePoints() {
    Axis axis =
        new Axis(
            "groups",
            "made up",
            List.of(
                new Point(2, 100, 200, 1, true),
                new Point(3, 1_000, 2_000, 100, true),
                new Point(4, 10_000, 20_000, 10_000, true),
                new Point(5, 10_001, 20_001, 60, false)));

    assertThat(axis.factor().orElseThrow()).isCloseTo(10, within(1e-9));
    assertThat(axis.exponent().orElseThrow()).isCloseTo(2, within(1e-9));
    assertThat(new Axis("groups", "made up", axis.points().subList(2, 4)).factor()).isEmpty();
  }

  @Test
  void moreFaultsThanTheWorldHasAreMoreStates() {
    ConfiguredModel world =
        ConfiguredModel.of(Setting.of(BoundedWorld.RESUMPTION_HOSTILE_SERVER, Profile.RFC9846));

    assertThat(world.withFaults(7).text())
        .contains("MaxFaults = 7", "Profile = \"rfc9846\"", "TypeOK");
    assertThat(world.withoutProperties().text())
        .contains("MaxFaults = 1", "SPECIFICATION HostileServerSpec", "Policies <- MCPolicies")
        .doesNotContain("INVARIANT", "TypeOK", "PROPERT", "Prop\n", "Live");
  }
}
