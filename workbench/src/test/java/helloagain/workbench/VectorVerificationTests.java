package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import helloagain.rule.Profile;
import helloagain.vectors.Conformance.Departure;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import helloagain.vectors.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class VectorVerificationTests {
  private static final Optional<String> REASON = Optional.of("another rule refuses the same");
  private static final List<Departure> DEPARTURE =
      List.of(departure(VectorStore.packaged(VectorSource.CLIENT_OCTETS), vector -> true));

  @Test
  void brokenReferenceIsCaughtOrHasAReason() {
    assertThat(VectorVerification.of("HRR-08", DEPARTURE, Optional.empty()).holds()).isTrue();
    assertThat(VectorVerification.of("KS-15", List.of(), REASON).holds()).isTrue();
  }

  @Test
  void brokenReferenceThatIsNeitherCaughtNorExplainedIsAViolation() {
    VectorVerification verification =
        new VectorVerification(
            List.of(file(1, 1)),
            List.of(VectorVerification.of("HRR-08", List.of(), Optional.empty())),
            List.of());

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains("HRR-08 fails no vector, and vectors/survivors.csv has no reason");
  }

  @Test
  void reasonForWhatIsCaughtIsAViolation() {
    VectorVerification verification =
        new VectorVerification(
            List.of(file(1, 1)),
            List.of(VectorVerification.of("HRR-08", DEPARTURE, REASON)),
            List.of());

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains("HRR-08 has a reason in vectors/survivors.csv, and is caught by ");
  }

  @Test
  void edgeThatNoVectorTakesIsAViolation() {
    assertThat(new VectorVerification(List.of(file(2, 2)), List.of(), List.of()).holds()).isTrue();
    assertThat(new VectorVerification(List.of(file(2, 1)), List.of(), List.of()).holds()).isFalse();
  }

  @Test
  void noFileAndNoVectorIsNoSuccess() {
    assertThat(new VectorVerification(List.of(), List.of(), List.of()).holds()).isFalse();
    assertThat(
            new VectorVerification.OfFile(VectorSource.CLIENT_OCTETS, true, 0, List.of(), 0, 0)
                .holds())
        .isFalse();
  }

  @Test
  void survivorThatIsNoBrokenReferenceIsRefused() {
    assertThat(VectorVerification.reasons("survivors.csv", "reference,reason\nKS-15,so\n"))
        .containsOnlyKeys("KS-15");
    assertThatThrownBy(
            () -> VectorVerification.reasons("survivors.csv", "reference,reason\nKS-99,so\n"))
        .isInstanceOf(UserError.class)
        .hasMessage("survivors.csv: there is neither a rule nor a broken peer 'KS-99'");
  }

  @Test
  void rootCauseIsCountedByTheVectorsThatWhoHasItFails() {
    VectorSet set = VectorStore.packaged(VectorSource.CLIENT_FAULTS);
    List<VectorVerification.OfBroken> broken =
        List.of(
            VectorVerification.of(
                "KS-12",
                List.of(
                    departure(set, Vector::hasRetry), departure(set, vector -> !vector.hasRetry())),
                Optional.empty()),
            VectorVerification.of(
                "SH-05", List.of(departure(set, Vector::hasRetry)), Optional.empty()));

    assertThat(VectorVerification.of(pattern("KS-12", false, ""), broken).vectors()).isEqualTo(2);
    assertThat(VectorVerification.of(pattern("KS-12 SH-05", false, ""), broken).vectors())
        .as("a vector that two of its mutants fail counts once")
        .isEqualTo(2);
  }

  @Test
  void rootCauseAfterARetryIsNotCountedByVectorsWithoutOne() {
    VectorSet set = VectorStore.packaged(VectorSource.CLIENT_FAULTS);
    List<VectorVerification.OfBroken> broken =
        List.of(
            VectorVerification.of(
                "KS-12", List.of(departure(set, vector -> !vector.hasRetry())), Optional.empty()));

    assertThat(VectorVerification.of(pattern("KS-12", false, ""), broken).holds()).isTrue();
    assertThat(VectorVerification.of(pattern("KS-12", true, ""), broken).holds()).isFalse();
  }

  @Test
  void rootCauseWithNeitherVectorNorReasonIsAViolation() {
    VectorVerification verification = verification(pattern("KS-12", true, ""));

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains(
            "patterns: 1, with vectors: 0\n",
            "  P06 has no vector, and spec/patterns.csv has no reason\n");
    assertThat(verification(pattern("KS-12", true, "No vector has records.")).holds()).isTrue();
    assertThat(verification(pattern("", true, "")).holds()).as("out of scope").isTrue();
  }

  @Test
  void reasonBesideVectorsOfARootCauseIsAViolation() {
    VectorVerification verification = verification(pattern("ALERT-08", false, "No vector has it."));

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains(
            "patterns: 1, with vectors: 1\n",
            "  P06 has a reason in spec/patterns.csv why no vector is about it, and 1 is\n");
    assertThat(verification(pattern("ALERT-08", false, "")).holds()).isTrue();
  }

  @Test
  void jsonHasTheRootCausesWithTheirVectorsOrReason() throws IOException {
    JsonNode patterns =
        JsonMapper.builder()
            .build()
            .readTree(
                VerificationReport.json(
                    verification(pattern("KS-12", true, "No vector has records.")), 0))
            .get("patterns");

    assertThat(patterns).hasSize(1);
    assertThat(patterns.get(0).get("id").asText()).isEqualTo("P06");
    assertThat(patterns.get(0).get("name").asText()).isEqualTo("Another group is taken");
    assertThat(patterns.get(0).get("vectors").asInt()).isZero();
    assertThat(patterns.get(0).get("reason").asText()).isEqualTo("No vector has records.");
  }

  /** Makes a verification in which a root cause alone is judged, by a reference that fails one. */
  private static VectorVerification verification(DefectPattern pattern) {
    List<VectorVerification.OfBroken> broken =
        List.of(VectorVerification.of("ALERT-08", DEPARTURE, Optional.empty()));
    return new VectorVerification(
        List.of(file(1, 1)), broken, List.of(VectorVerification.of(pattern, broken)));
  }

  private static DefectPattern pattern(String mutants, boolean isAfterRetry, String untold) {
    return new DefectPattern(
        "P06",
        "Another group is taken",
        "ClientHello, HelloRetryRequest, ClientHello, ServerHello",
        "The client aborts (4.2.8).",
        Csv.words(mutants),
        mutants.isEmpty() ? "It is of another protocol." : "",
        isAfterRetry,
        untold);
  }

  private static Departure departure(VectorSet set, Predicate<Vector> which) {
    return new Departure(
        set.vectors().values().stream().filter(which).findFirst().orElseThrow(),
        "p000000000000",
        Profile.RFC8446,
        new Verdict(Verdict.Grade.VIOLATES, 0, "goes on"));
  }

  private static VectorVerification.OfFile file(long edges, long taken) {
    return new VectorVerification.OfFile(
        VectorSource.CLIENT_FAULTS, true, 1, List.of(), edges, taken);
  }
}
