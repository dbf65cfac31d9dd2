package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.refinement.BrokenPeer;
import helloagain.refinement.graph.Side;
import helloagain.rule.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that vectors pass what is right and tell what is broken. */
class ConformanceTests {
  private static final List<VectorSet> SETS =
      List.of(
          Published.set(VectorSource.CLIENT_LEGAL),
          Published.set(VectorSource.SERVER_LEGAL),
          Published.set(VectorSource.CLIENT_FAULTS),
          Published.set(VectorSource.SERVER_FAULTS),
          Published.set(VectorSource.SERVER_GREASE));

  /** The broken server does not look into these lists. */
  private static final Set<GreaseHellos> PASSED_OVER =
      EnumSet.of(GreaseHellos.SIGNATURE_ALGORITHMS, GreaseHellos.PSK_KEY_EXCHANGE_MODES);

  @Test
  void theReferenceConformsToEveryVectorWithOneFault() {
    for (VectorSet set : SETS) {
      assertThat(set.vectors()).isNotEmpty();
      assertThat(set.vectors().values())
          .allSatisfy(vector -> assertThat(Conformance.departure(set, vector)).isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BrokenPeer.class,
      names = {
        "CLIENT_CHANGES_RANDOM",
        "CLIENT_LOSES_COOKIE",
        "CLIENT_FORGETS_MESSAGE_HASH",
        "SERVER_FORGETS_MESSAGE_HASH",
        "SERVER_CHANGES_SESSION_ID",
        "SERVER_CHANGES_SUITE_AFTER_RETRY",
        "SERVER_RETRIES_AGAIN",
        "SERVER_STALLS",
        "SERVER_SENDS_ANOTHER_ALERT",
        "SERVER_READS_AFTER_ABORT"
      })
  void aPeerThatBreaksADutyFailsAVector(BrokenPeer broken) {
    assertThat(Conformance.departures(broken, SETS).findFirst()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "RETRY_COMES_ONCE, HRR-08",
    "RETRY_CHANGES_HELLO, HRR-07",
    "SESSION_ID_IS_ECHOED, SH-05",
    "SUITE_STAYS_AS_RETRIED, HRR-12",
    "ONLY_NULL_COMPRESSION, CH-14"
  })
  void aReceiverThatLeavesARuleUncheckedFailsAVectorThatNamesIt(Rule rule, String id) {
    assertThat(Conformance.departures(rule, SETS).findFirst())
        .hasValueSatisfying(departure -> assertThat(departure.vector().rules()).contains(id));
  }

  @ParameterizedTest
  @EnumSource(value = GreaseHellos.class)
  void aServerThatStumblesOverGreaseIsToldWithAndWithoutARetry(GreaseHellos place) {
    VectorSet set = Published.set(VectorSource.SERVER_GREASE);
    List<Vector> about =
        set.vectors().values().stream()
            .filter(vector -> words(set, vector).endsWith("with GREASE in " + place.words()))
            .toList();

    assertThat(about).extracting(Vector::hasRetry).containsExactlyInAnyOrder(false, true, true);
    assertThat(about).allMatch(vector -> vector.result() == Vector.Result.MUST_CONTINUE);
    List<Vector> failed =
        Conformance.departures(BrokenPeer.SERVER_REFUSES_GREASE, List.of(set))
            .map(Conformance.Departure::vector)
            .toList();
    assertThat(failed.containsAll(about)).isEqualTo(!PASSED_OVER.contains(place));
  }

  private static String words(VectorSet set, Vector vector) {
    return Objects.requireNonNull(set.messages().get(vector.steps().get(0).message())).words();
  }

  @Test
  void whoReadsOnAfterItsAlertIsToldApartFromWhoDoesNot() {
    assertThat(Conformance.departures(BrokenPeer.SERVER_READS_AFTER_ABORT, SETS).findFirst())
        .hasValueSatisfying(
            departure ->
                assertThat(departure.verdict().observed()).endsWith("and then another message"));
  }

  @Test
  void aTranscriptWithoutMessageHashIsToldByTheKeysThatComeOfIt() {
    assertThat(Conformance.departures(BrokenPeer.CLIENT_FORGETS_MESSAGE_HASH, SETS).findFirst())
        .hasValueSatisfying(
            departure ->
                assertThat(departure.verdict().observed())
                    .isEqualTo("goes on: the transcript is another one"));
  }

  @Test
  void aConversationShowsBothPeersInTurn() {
    VectorSet set = SETS.get(2);
    assertThat(set.role()).isEqualTo(Side.CLIENT);
    Vector secondRetry =
        set.vectors().values().stream()
            .filter(vector -> vector.rules().equals(new TreeSet<>(List.of("HRR-08"))))
            .findFirst()
            .orElseThrow();
    List<Said> said = Conformance.conversation(set, secondRetry);
    assertThat(said).extracting(Said::byPeer).containsExactly(true, false, true, false, true);
    assertThat(said.get(4).words()).isEqualTo("alert unexpected_message");
  }
}
