package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.Stacks;
import helloagain.refinement.graph.Side;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineProbeTests {
  private static List<ProbeResult> probe(
      String stack, Side role, VectorSource source, Predicate<Vector> chosen)
      throws IOException, InterruptedException {
    EngineSource engines =
        Stacks.inThisJvm().stream()
            .filter(each -> each.name().equals(stack))
            .map(EngineSource.class::cast)
            .findFirst()
            .orElseThrow();
    try (Materials materials = Materials.make()) {
      return Probing.probe(EngineSubject.of(engines, role, materials), source, chosen);
    }
  }

  /** Seen in 17.0.15 and 25.0.3. */
  @ParameterizedTest
  @CsvSource({
    "HRR-08, ClientHello",
    "HRR-07, ClientHello",
    "SH-05, goes on",
    "HRR-12, goes on",
  })
  void clientOfTheJdkLeavesARule(String rule, String observed)
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            probe(
                "jdk",
                Side.CLIENT,
                VectorSource.CLIENT_FAULTS,
                vector -> vector.rules().equals(Set.of(rule))));

    assertThat(findings)
        .anyMatch(
            finding ->
                finding.grade() == Grade.VIOLATES
                    && finding.rules().equals(List.of(rule))
                    && finding.observed().equals(observed));
  }

  /** Seen in 17.0.15 and 25.0.3. */
  @Test
  void clientOfTheJdkReadsARecordThatIsTooLong() throws IOException, InterruptedException {
    assertThat(
            Probing.findings(
                probe(
                    "jdk",
                    Side.CLIENT,
                    VectorSource.CLIENT_RECORDS,
                    vector -> vector.rules().equals(Set.of("REC-07")))))
        .anyMatch(
            finding ->
                finding.grade() == Grade.VIOLATES
                    && finding.rules().equals(List.of("REC-07"))
                    && finding.observed().equals("ClientHello"));
  }

  @Test
  void clientOfTheJdkMakesNewSharesThoughNobodyAsked() throws IOException, InterruptedException {
    assertThat(
            Probing.findings(
                probe(
                    "jdk",
                    Side.CLIENT,
                    VectorSource.CLIENT_FAULTS,
                    vector -> vector.rules().isEmpty())))
        .anyMatch(
            finding ->
                finding.rules().equals(List.of("CH2-10"))
                    && finding.observed().startsWith("ClientHello: key_share changed"));
  }

  @Test
  void testsThatNeedAnotherPeerAreNotApplicableAndSayWhy()
      throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "netty",
            Side.SERVER,
            VectorSource.SERVER_FAULTS,
            vector -> vector.rules().equals(Set.of("CK-02")));

    assertThat(results)
        .filteredOn(result -> result.grade() == Grade.NOT_APPLICABLE)
        .isNotEmpty()
        .allMatch(result -> result.reason().equals(Optional.of("it sends no cookie")));
  }

  @Test
  void serverOfNettyKeepsTheRulesOfTheSecondHello() throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "netty",
            Side.SERVER,
            VectorSource.SERVER_FAULTS,
            vector -> vector.rules().equals(Set.of("CH2-11")));

    assertThat(Probing.count(results, Grade.CONFORMS)).isPositive();
    assertThat(Probing.findings(results)).isEmpty();
  }

  /** What fails in a task of the engine is thrown when it is next asked for something. */
  @Test
  void serverOfTheJdkThatFailsInATaskEndsAndDoesNotHang() throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "jdk",
            Side.SERVER,
            VectorSource.SERVER_VALUES,
            vector -> vector.rules().equals(Set.of("KV-04")));

    assertThat(Probing.count(results, Grade.NO_ALERT)).isPositive();
    assertThat(Probing.count(results, Grade.HANGS)).isZero();
  }

  @Test
  void serverThatAnswersAndOnlyThenRefusesAShareHasRefusedIt()
      throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "jdk",
            Side.SERVER,
            VectorSource.SERVER_VALUES,
            vector -> vector.rules().equals(Set.of("KV-01")));

    assertThat(Probing.findings(results))
        .isNotEmpty()
        .allMatch(
            finding ->
                finding.grade() == Grade.NO_ALERT
                    && finding.observed().equals("ServerHello, then it ends the connection"));
  }

  /** Who announces early data may send records that a server has to pass over (4.2.10). */
  @Test
  void serverMayPassOverWhatComesWhereEarlyDataWasAnnounced()
      throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "netty",
            Side.SERVER,
            VectorSource.SERVER_FAULTS,
            vector -> vector.rules().equals(Set.of("MSG-03")));

    assertThat(Probing.count(results, Grade.HANGS)).isZero();
    assertThat(results).anyMatch(result -> result.observed().equals("reads on"));
  }

  @Test
  void sharesOfGroupsThatAServerLacksAreNotForIt() throws IOException, InterruptedException {
    List<ProbeResult> results =
        probe(
            "jdk",
            Side.SERVER,
            VectorSource.SERVER_VALUES,
            vector -> vector.rules().equals(Set.of("HY-09")));

    assertThat(results)
        .isNotEmpty()
        .allMatch(
            result ->
                result.reason().filter(why -> why.startsWith("it does not have ")).isPresent());
  }
}
