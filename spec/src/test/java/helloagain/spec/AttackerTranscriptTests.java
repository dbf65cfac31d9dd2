package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows what the promises of {@code AttackerProperties} do not depend on: weaker operators that
 * none of them notices, because something else covers the same.
 */
class AttackerTranscriptTests {
  private static final SpecSource SOURCE = SpecSource.project();

  /** A world with a retry, one move and one reveal. */
  private static final Mutant RETRY_IS_NOT_HASHED =
      Mutant.all(SOURCE).stream()
          .filter(mutant -> mutant.name().equals("MutantAttackerRetryIsNotHashed"))
          .findFirst()
          .orElseThrow();

  private static final List<String> PROMISES =
      SpecText.properties(SOURCE.text("AttackerProperties.tla")).stream()
          .filter(property -> property.endsWith("Inv") && !property.endsWith("FailsInv"))
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MessageHash <- FirstHelloItself",
        "Mac <- MacOverNothing",
        "SessionKey <- KeyWithoutTranscript"
      })
  void whatTheRestOfTheTranscriptCoversIsNotNoticed(String replacement) throws Exception {
    TlcResult result = run(replacement);
    assertThat(result.verdict()).as(result.errorLines().toString()).isEqualTo(TlcVerdict.HOLDS);
    assertThat(result.distinctStates()).isGreaterThan(1_000);
  }

  @Test
  void transcriptWithoutTheRetryIsNoticed() throws Exception {
    assertThat(run(RETRY_IS_NOT_HASHED.replacements().get(0)).verdict())
        .isNotEqualTo(TlcVerdict.HOLDS);
  }

  private static TlcResult run(String replacement) throws Exception {
    assertThat(PROMISES).hasSizeGreaterThan(8);
    StringBuilder config = new StringBuilder(RETRY_IS_NOT_HASHED.world());
    config.append("CONSTANT ").append(replacement).append('\n');
    PROMISES.forEach(property -> config.append(Mutant.asking(property)));
    return TlcRun.of(
            SOURCE.with("Weaker.cfg", config.toString()), RETRY_IS_NOT_HASHED.module(), "Weaker")
        .run();
  }
}
