package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import helloagain.vectors.VectorSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ProbeBenchTests {
  private static final Set<VectorSource> OCTETS =
      Set.of(VectorSource.CLIENT_OCTETS, VectorSource.SERVER_OCTETS);

  /** One round with few tests; how fast they are is nothing to test. */
  @Test
  @Tag("programs")
  void everythingIsMeasuredOnce() throws InterruptedException {
    assumeThat(ProbeBench.missing()).isEmpty();
    List<String> steps = new ArrayList<>();

    ProbeBench.Report report =
        ProbeBench.run(
            new ProbeBench.Effort(
                1,
                2,
                Duration.ofSeconds(20),
                3,
                1,
                OCTETS::contains,
                VectorSource.CLIENT_OCTETS::equals),
            steps::add);

    assertThat(report.version()).startsWith("OpenSSL ");
    assertThat(report.tests()).isGreaterThan(50);
    assertThat(report.silent()).isZero();
    assertThat(report.answered()).isEqualTo(report.alone());
    assertThat(
            List.of(report.alone(), report.together(), report.handshakes(), report.ownHandshakes()))
        .allMatch(samples -> samples.n() == 1 && samples.min() > 0);
    assertThat(report.inJvm())
        .extracting(ProbeBench.InJvm::peer)
        .containsExactly(
            "reference as client", "jdk as client", "reference as server", "jdk as server");
    // Which tests are for the client of the JDK depends on the JDK.
    assertThat(report.inJvm())
        .filteredOn(peer -> !peer.peer().equals("jdk as client"))
        .allMatch(peer -> peer.tests() > 10 && peer.rate().min() > 0);
    assertThat(report.generation().files()).isEqualTo(1);
    assertThat(report.generation().vectors()).isGreaterThan(20);
    assertThat(steps)
        .containsExactly(
            "probing OpenSSL, turn 1 of 1", "probing peers in this JVM", "making vectors");
  }
}
