package helloagain.message;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/**
 * Names a handshake message (RFC 8446, 4 and B.3).
 *
 * @param code the value on the wire, 0 to 255
 */
public record HandshakeType(int code) {
  public static final HandshakeType CLIENT_HELLO = new HandshakeType(1);
  public static final HandshakeType SERVER_HELLO = new HandshakeType(2);
  public static final HandshakeType NEW_SESSION_TICKET = new HandshakeType(4);
  public static final HandshakeType END_OF_EARLY_DATA = new HandshakeType(5);
  public static final HandshakeType ENCRYPTED_EXTENSIONS = new HandshakeType(8);
  public static final HandshakeType CERTIFICATE = new HandshakeType(11);
  public static final HandshakeType CERTIFICATE_REQUEST = new HandshakeType(13);
  public static final HandshakeType CERTIFICATE_VERIFY = new HandshakeType(15);
  public static final HandshakeType FINISHED = new HandshakeType(20);
  public static final HandshakeType KEY_UPDATE = new HandshakeType(24);
  public static final HandshakeType MESSAGE_HASH = new HandshakeType(254);

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          entry(CLIENT_HELLO.code, "client_hello"),
          entry(SERVER_HELLO.code, "server_hello"),
          entry(NEW_SESSION_TICKET.code, "new_session_ticket"),
          entry(END_OF_EARLY_DATA.code, "end_of_early_data"),
          entry(ENCRYPTED_EXTENSIONS.code, "encrypted_extensions"),
          entry(CERTIFICATE.code, "certificate"),
          entry(CERTIFICATE_REQUEST.code, "certificate_request"),
          entry(CERTIFICATE_VERIFY.code, "certificate_verify"),
          entry(FINISHED.code, "finished"),
          entry(KEY_UPDATE.code, "key_update"),
          entry(MESSAGE_HASH.code, "message_hash"));

  /** Checks the range of the code point. */
  public HandshakeType {
    if (code < 0 || code > 0xff) {
      throw new IllegalArgumentException("code point out of range: " + code);
    }
  }

  /**
   * Finds a code point by its registered name, or by the {@code 0x0b} form of one that has none.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static HandshakeType named(String name) {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> new HandshakeType(entry.getKey()))
        .findFirst()
        .orElseGet(() -> new HandshakeType(CodePoints.parse(name)));
  }

  /** Tells whether this project knows a name for the code point. */
  public boolean isKnown() {
    return NAMES.containsKey(code);
  }

  /** Returns the registered name, or the code in the form {@code 0x0b}. */
  public String name() {
    String name = NAMES.get(code);
    return name != null ? name : String.format(Locale.ROOT, "0x%02x", code);
  }

  @Override
  public String toString() {
    return name();
  }
}
