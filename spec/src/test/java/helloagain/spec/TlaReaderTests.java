package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlaReaderTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUE",
        "-3",
        "\"a \\\"b\\\" ]\\n\"",
        "<<>>",
        "{}",
        "<<1, <<\"x\">>, {FALSE, 2}>>",
        "[a |-> [b |-> <<>>], c |-> \"TRUE\"]",
        "({1} :> 2 @@ {2} :> [n |-> 3])"
      })
  void whatAValuePrintsIsReadAsThatValue(String text) {
    assertThat(TlaReader.value(text)).hasToString(text);
  }

  @Test
  void textOfTlcHasSpacesWhereItLikes() {
    assertThat(TlaReader.value("[ state |-> \"START\",\n  seen |-> << 1,2 >> ]"))
        .isEqualTo(
            TlaRecord.of(
                Map.of(
                    "state", TlaValue.of("START"),
                    "seen", TlaSequence.of(TlaValue.of(1), TlaValue.of(2)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<<1", "<<1 2>>", "{1,}", "[a |-> ]", "[]", "\"open", "1 2", "(1 :> 2", "x"})
  void whatIsNoValueIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> TlaReader.value(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no value of TLA+ at offset ");
  }
}
