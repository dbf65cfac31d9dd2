package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.client.ClientMachine;
import helloagain.exchange.Received;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.server.ServerMachine;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** The reference keeps to the specification, in both directions. */
class RefinementTests {
  private static final Behaviours BEHAVIOURS = new Behaviours();

  @AfterContainer
  static void closeModels() {
    BEHAVIOURS.close();
  }

  @Provide
  Arbitrary<Script> scripts() {
    return Scripts.any();
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void everyRunOfTheReferenceIsARunOfTheSpecification(@ForAll("scripts") Script script) {
    Verdict verdict = script.run(Models.REPLAY, Reference.HELLO_AGAIN);
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.violatedInvariants()).isEmpty();
  }

  @Property(tries = 600, shrinking = ShrinkingMode.OFF)
  void everyBehaviourOfTheSpecificationCanBeDrivenThroughTheReference(
      @ForAll World world, @ForAll Profile profile, @ForAll long seed) {
    Verdict verdict =
        BEHAVIOURS.drive(Models.REPLAY, Reference.HELLO_AGAIN, world, profile, new Random(seed));
    assertThat(verdict.difference()).isEmpty();
    assertThat(verdict.violatedInvariants()).isEmpty();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void referenceAndSpecificationFindTheSameRulesBroken(@ForAll("scripts") Script script) {
    Trace trace = script.run(Models.REPLAY, Reference.HELLO_AGAIN).trace();
    LockStep run =
        new LockStep(
            Models.REPLAY,
            Reference.HELLO_AGAIN,
            trace.client().map(ClientSetup::config),
            trace.server().map(ServerSetup::config));
    for (Move move : trace.moves()) {
      if (move instanceof Move.ClientReads) {
        Received next = run.nextForClient().orElseThrow();
        assertThat(rules(ClientMachine.violations(run.client().orElseThrow(), next)))
            .isEqualTo(run.broken(run.spec(), false));
      } else if (move instanceof Move.ServerReads) {
        Received next = run.nextForServer().orElseThrow();
        assertThat(rules(ServerMachine.violations(run.server().orElseThrow(), next)))
            .isEqualTo(run.broken(run.spec(), true));
      }
      assertThat(run.apply(move)).isTrue();
    }
  }

  @Property(tries = 20)
  void theSameSeedGivesTheSameRuns(@ForAll long seed) {
    assertThat(steps(seed)).isEqualTo(steps(seed));
  }

  private static List<Verdict> steps(long seed) {
    Random random = new Random(seed);
    return List.of(
        drive(World.HONEST, Profile.RFC8446, random),
        drive(World.HOSTILE_CLIENT, Profile.RFC9846, random));
  }

  private static Verdict drive(World world, Profile profile, Random random) {
    return BEHAVIOURS.drive(Models.REPLAY, Reference.HELLO_AGAIN, world, profile, random);
  }

  private static Set<Rule> rules(List<Violation> violations) {
    return violations.stream().map(Violation::rule).collect(Collectors.toSet());
  }
}
