package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import helloagain.message.AlertDescription;
import org.junit.jupiter.api.Test;

class DecodedTests {
  private static final DecodeFailure FAILURE =
      new DecodeFailure(3, "alert.level", AlertDescription.DECODE_ERROR, "too short");

  @Test
  void valueIsMapped() {
    assertThat(new Decoded.Ok<>(20).map(number -> "n" + number).orElseThrow()).isEqualTo("n20");
  }

  @Test
  void failureStaysAFailure() {
    assertThat(new Decoded.Malformed<Integer>(FAILURE).map(number -> "n" + number))
        .isEqualTo(new Decoded.Malformed<String>(FAILURE));
  }

  @Test
  void failureSaysWhereWhatAndWhy() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Decoded.Malformed<Integer>(FAILURE).orElseThrow())
        .withMessage("decode_error at 3 (alert.level): too short");
  }
}
