package helloagain.message;

import java.util.List;
import java.util.Optional;

/**
 * Holds a HelloRetryRequest: a {@code server_hello} with the one special random (RFC 8446, 4.1.3
 * and 4.1.4). Its extension block is never absent, for no older version knows the message.
 *
 * @param legacyVersion the version field, {@code TLS 1.2} from a server that follows the rules
 * @param legacySessionIdEcho 0 to 32 octets
 * @param cipherSuite the suite that the server chose
 * @param legacyCompressionMethod 0 to 255; 0 from a server that follows the rules
 * @param extensions the extensions in their order
 */
public record HelloRetryRequest(
    ProtocolVersion legacyVersion,
    Bytes legacySessionIdEcho,
    CipherSuite cipherSuite,
    int legacyCompressionMethod,
    List<Extension> extensions)
    implements ServerReply {
  /** The 32 octets that mark a HelloRetryRequest: SHA-256 of its name (4.1.3). */
  public static final Bytes RANDOM =
      Bytes.hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  /**
   * Copies the extensions.
   *
   * @throws IllegalArgumentException if the compression method does not fit an octet
   */
  public HelloRetryRequest {
    Lengths.requireRange("legacy_compression_method", legacyCompressionMethod, 0xff);
    extensions = List.copyOf(extensions);
  }

  /** Returns {@link #RANDOM}. */
  @Override
  public Bytes random() {
    return RANDOM;
  }

  @Override
  public Optional<List<Extension>> extensionBlock() {
    return Optional.of(extensions);
  }
}
