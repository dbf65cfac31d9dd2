package helloagain.refinement.graph;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.refinement.BrokenFlight;
import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Reference;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * References that are broken on purpose have another graph: a rule that is not checked parts where
 * a message first breaks it, a duty of a sender where it first has to be done. The worlds are small
 * ones; the number of steps is that of a shortest run.
 */
class BrokenGraphTests {
  private static final Map<BoundedWorld, SpecGraph> SPECS = new EnumMap<>(BoundedWorld.class);

  private static Setting setting(BoundedWorld world) {
    boolean needsFaults = world != BoundedWorld.RESUMPTION_HOSTILE_SERVER;
    return Setting.of(world, Profile.RFC8446).withFaults(needsFaults ? 1 : 0);
  }

  private static SpecGraph spec(BoundedWorld world) {
    return SPECS.computeIfAbsent(world, asked -> SpecGraph.of(setting(asked)));
  }

  @AfterAll
  static void closeModels() {
    SPECS.values().forEach(SpecGraph::close);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_CHANGES_RANDOM, STATELESS, 2",
    "CLIENT_CHANGES_SESSION_ID, STATELESS, 2",
    "CLIENT_REORDERS_EXTENSIONS, STATELESS_LOSSY, 2",
    "CLIENT_KEEPS_EARLY_DATA, RESUMPTION_HOSTILE_SERVER, 2",
    "CLIENT_LOSES_COOKIE, STATELESS_LOSSY, 2",
    "CLIENT_KEEPS_OLD_SHARES, RESUMPTION_HOSTILE_SERVER, 2",
    "CLIENT_BINDS_TO_NOTHING, RESUMPTION_HOSTILE_SERVER, 2",
    "CLIENT_FORGETS_MESSAGE_HASH, STATELESS_LOSSY, 2",
    "SERVER_RETRIES_SHARED_GROUP, HOSTILE_CLIENT, 1",
    "SERVER_RETRIES_AGAIN, HOSTILE_CLIENT, 3",
    "SERVER_FORGETS_MESSAGE_HASH, HOSTILE_CLIENT, 1",
    "SERVER_CHANGES_SUITE_AFTER_RETRY, HOSTILE_CLIENT, 3",
    "SERVER_CHANGES_SESSION_ID, STATELESS, 1",
    "SERVER_SENDS_ANOTHER_ALERT, STATELESS_LOSSY, 5",
    "SERVER_HANGS_UP, STATELESS, 1",
    "SERVER_READS_AFTER_ABORT, STATELESS, 1",
    "CLIENT_CHANGES_RANDOM, FIGURE2, 2",
    "SERVER_CHANGES_SESSION_ID, FIGURE2, 1"
  })
  void dutyThatIsNotDoneIsFound(BrokenPeer peer, BoundedWorld world, int steps) {
    assertThat(stepsToDifference(peer, world)).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_OMITS_END_OF_EARLY_DATA, FIGURE2, 5",
    "CLIENT_LEAVES_REQUEST_UNANSWERED, FIGURE2, 8",
    "SERVER_STALLS_IN_FLIGHT, FIGURE2, 6",
    "SERVER_OMITS_CERTIFICATE_VERIFY, FIGURE2, 2"
  })
  void dutyInAFlightThatIsNotDoneIsFound(BrokenFlight flight, BoundedWorld world, int steps) {
    assertThat(stepsToDifference(flight, world)).isEqualTo(steps);
  }

  private static int stepsToDifference(Reference broken, BoundedWorld world) {
    Equality equality = Equality.of(setting(world).with(broken), spec(world));
    assertThat(equality.difference()).isPresent();
    return equality.difference().orElseThrow().steps();
  }

  @ParameterizedTest
  @CsvSource({
    "HRR-08, STATELESS_LOSSY, 5",
    "CK-06, STATELESS_LOSSY, 5",
    "NEG-04, STATELESS, 1",
    "SV-17, STATELESS, 1",
    "HRR-07, HOSTILE_SERVER, 2",
    "KS-09, HOSTILE_SERVER, 2",
    "KS-10, HOSTILE_SERVER, 2",
    "HRR-12, HOSTILE_SERVER, 4",
    "HRR-15, HOSTILE_SERVER, 4",
    "KEX-12, HOSTILE_SERVER, 2",
    "HRR-06, HOSTILE_SERVER, 2",
    "SH-05, HOSTILE_SERVER, 2",
    "PSK-13, RESUMPTION_HOSTILE_SERVER, 2",
    "PSK-04, RESUMPTION_HOSTILE_SERVER, 2",
    "SA-02, HOSTILE_CLIENT, 1",
    "VER-06, HOSTILE_CLIENT, 1",
    "CH-02, HOSTILE_CLIENT, 3",
    "KS-13, HOSTILE_CLIENT, 3",
    "CH2-10, HOSTILE_CLIENT, 3",
    "ED-07, HOSTILE_CLIENT, 3",
    "CT-05, FIGURE2, 9",
    "EE-02, FIGURE2_HOSTILE_SERVER, 4",
    "CT-04, FIGURE2_HOSTILE_SERVER, 6",
    "CV-04, FIGURE2_HOSTILE_SERVER, 8",
    "FIN-01, FIGURE2_HOSTILE_SERVER, 6",
    "APP-01, FIGURE2_HOSTILE_SERVER, 4",
    "CT-06, FIGURE2_HOSTILE_CLIENT, 4",
    "CV-04, FIGURE2_HOSTILE_CLIENT, 6",
    "FIN-01, FIGURE2_HOSTILE_CLIENT, 4"
  })
  void ruleThatIsNotCheckedIsFoundAndDecides(String id, BoundedWorld world, int steps) {
    Rule rule = Rule.withId(id).orElseThrow();
    Equality equality = Equality.of(setting(world).without(Set.of(rule)), spec(world));
    assertThat(equality.difference()).isPresent();
    Equality.Difference difference = equality.difference().orElseThrow();
    assertThat(difference.rule()).contains(rule);
    assertThat(difference.onlySpec()).isNotEmpty();
    assertThat(difference.steps()).isEqualTo(steps);
  }
}
