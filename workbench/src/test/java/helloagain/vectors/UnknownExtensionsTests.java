package helloagain.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 8446, 4.2: what is not known is passed over; what is known has to stand where it belongs. */
final class UnknownExtensionsTests {
  private static List<Vector> decidedBy(VectorSource source, String rule) {
    return VectorStore.packaged(source).vectors().values().stream()
        .filter(vector -> vector.rules().equals(Set.of(rule)))
        .toList();
  }

  @Test
  void aServerMayNotKnowTheExtensionThatStandsInNoClientHello() {
    assertThat(decidedBy(VectorSource.SERVER_FAULTS, "EXT-03"))
        .isNotEmpty()
        .allMatch(vector -> vector.result() == Vector.Result.MAY)
        .allMatch(
            vector ->
                vector.steps().get(vector.steps().size() - 1).expected().stream()
                    .anyMatch(
                        one -> one instanceof Expected.Hello || one instanceof Expected.Retry));
  }

  @Test
  void aClientRefusesWhatItDidNotAskForWhetherItKnowsItOrNot() {
    assertThat(decidedBy(VectorSource.CLIENT_FAULTS, "EXT-03"))
        .isNotEmpty()
        .allMatch(vector -> vector.result() == Vector.Result.MUST_ABORT);
  }
}
