package helloagain.wire;

import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;

/**
 * Holds one record as it stands on the wire, protected or not (RFC 8446, 5.1 and 5.2).
 *
 * @param type what the fragment holds, or {@code application_data} if it is protected
 * @param legacyVersion written by the sender and ignored by the receiver
 * @param fragment 0 to 16384 octets, to 16640 of {@code application_data}
 */
public record TlsRecord(ContentType type, ProtocolVersion legacyVersion, Bytes fragment) {
  /** The greatest number of octets in an unprotected record (5.1). */
  public static final int MAX_PLAINTEXT_LENGTH = 1 << 14;

  /** The greatest number of octets in a protected record (5.2). */
  public static final int MAX_CIPHERTEXT_LENGTH = MAX_PLAINTEXT_LENGTH + 256;

  /** Returns the greatest length of a fragment of the type, in octets. */
  static int maxLength(ContentType type) {
    return type.equals(ContentType.APPLICATION_DATA) ? MAX_CIPHERTEXT_LENGTH : MAX_PLAINTEXT_LENGTH;
  }
}
