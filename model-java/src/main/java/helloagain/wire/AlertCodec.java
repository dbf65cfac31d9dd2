package helloagain.wire;

import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;

/** Writes and reads alerts (RFC 8446, 6). */
public final class AlertCodec {
  private AlertCodec() {}

  /** Writes the level and the description, 2 octets. */
  public static Bytes encode(Alert alert) {
    return Bytes.concat(
        Numbers.encode(alert.level(), 1), Numbers.encode(alert.description().code(), 1));
  }

  /**
   * Reads the fragment of one record, which holds exactly one alert (5.1); anything else is a
   * {@code decode_error}.
   */
  public static Decoded<Alert> decode(Bytes fragment) {
    return ByteReader.decode(
        fragment,
        "alert",
        reader ->
            new Alert(
                (int) reader.number("level", 1),
                reader.code("description", 1, AlertDescription::new)));
  }
}
