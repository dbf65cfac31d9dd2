package helloagain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertCodecTests {
  @Property
  void everyAlertDecodesToItself(
      @ForAll @IntRange(max = 255) int level, @ForAll @IntRange(max = 255) int code) {
    Alert alert = new Alert(level, new AlertDescription(code));

    assertThat(AlertCodec.encode(alert)).isEqualTo(Bytes.of((byte) level, (byte) code));
    assertThat(AlertCodec.decode(AlertCodec.encode(alert)).orElseThrow()).isEqualTo(alert);
  }

  @ParameterizedTest
  @Tag("REC-14")
  @Tag("REC-24")
  @CsvSource({
    "'', 0, alert.level",
    "02, 1, alert.description",
    "02 32 02, 2, alert",
    "02 32 02 32, 2, alert",
  })
  void recordHoldsExactlyOneAlert(String fragment, int offset, String field) {
    Decoded<Alert> decoded = AlertCodec.decode(Bytes.hex(fragment));

    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    DecodeFailure failure = ((Decoded.Malformed<Alert>) decoded).failure();
    assertThat(failure.offset()).isEqualTo(offset);
    assertThat(failure.field()).isEqualTo(field);
    assertThat(failure.alert()).isEqualTo(AlertDescription.DECODE_ERROR);
  }
}
