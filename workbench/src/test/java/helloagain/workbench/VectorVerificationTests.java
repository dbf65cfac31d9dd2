package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.rule.Profile;
import helloagain.vectors.Conformance.Departure;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import helloagain.vectors.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VectorVerificationTests {
  private static final Optional<String> REASON = Optional.of("another rule refuses the same");
  private static final Optional<Departure> DEPARTURE =
      Optional.of(
          new Departure(
              VectorStore.packaged(VectorSource.CLIENT_OCTETS).vectors().values().iterator().next(),
              "p000000000000",
              Profile.RFC8446,
              new Verdict(Verdict.Grade.VIOLATES, 0, "goes on")));

  @Test
  void brokenReferenceIsCaughtOrHasAReason() {
    assertThat(VectorVerification.of("HRR-08", DEPARTURE, Optional.empty()).holds()).isTrue();
    assertThat(VectorVerification.of("KS-15", Optional.empty(), REASON).holds()).isTrue();
  }

  @Test
  void brokenReferenceThatIsNeitherCaughtNorExplainedIsAViolation() {
    VectorVerification verification =
        new VectorVerification(
            List.of(file(1, 1)),
            List.of(VectorVerification.of("HRR-08", Optional.empty(), Optional.empty())));

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains("HRR-08 fails no vector, and vectors/survivors.csv has no reason");
  }

  @Test
  void reasonForWhatIsCaughtIsAViolation() {
    VectorVerification verification =
        new VectorVerification(
            List.of(file(1, 1)), List.of(VectorVerification.of("HRR-08", DEPARTURE, REASON)));

    assertThat(verification.holds()).isFalse();
    assertThat(VerificationReport.text(verification, 0))
        .contains("HRR-08 has a reason in vectors/survivors.csv, and is caught by ");
  }

  @Test
  void edgeThatNoVectorTakesIsAViolation() {
    assertThat(new VectorVerification(List.of(file(2, 2)), List.of()).holds()).isTrue();
    assertThat(new VectorVerification(List.of(file(2, 1)), List.of()).holds()).isFalse();
  }

  @Test
  void noFileAndNoVectorIsNoSuccess() {
    assertThat(new VectorVerification(List.of(), List.of()).holds()).isFalse();
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

  private static VectorVerification.OfFile file(long edges, long taken) {
    return new VectorVerification.OfFile(
        VectorSource.CLIENT_FAULTS, true, 1, List.of(), edges, taken);
  }
}
