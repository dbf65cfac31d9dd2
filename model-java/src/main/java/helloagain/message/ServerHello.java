package helloagain.message;

import java.util.List;
import java.util.Optional;

/**
 * Holds a ServerHello of any version (RFC 8446, 4.1.3).
 *
 * @param legacyVersion the version field, {@code TLS 1.2} from a TLS 1.3 server
 * @param random 32 octets, never {@link HelloRetryRequest#RANDOM}
 * @param legacySessionIdEcho 0 to 32 octets
 * @param cipherSuite the suite that the server chose
 * @param legacyCompressionMethod 0 to 255; 0 in TLS 1.3
 * @param extensionBlock the extensions in their order; absent when the message ends before their
 *     length field, as a ServerHello of TLS 1.2 may
 */
public record ServerHello(
    ProtocolVersion legacyVersion,
    Bytes random,
    Bytes legacySessionIdEcho,
    CipherSuite cipherSuite,
    int legacyCompressionMethod,
    Optional<List<Extension>> extensionBlock)
    implements ServerReply {
  /** The last 8 octets of the random when a TLS 1.3 server negotiates TLS 1.2 (4.1.3). */
  public static final Bytes DOWNGRADE_TLS12 = Bytes.hex("444f574e47524401");

  /** The last 8 octets of the random when it negotiates TLS 1.1 or older (4.1.3). */
  public static final Bytes DOWNGRADE_TLS11 = Bytes.hex("444f574e47524400");

  /**
   * Copies the extensions.
   *
   * @throws IllegalArgumentException if the random has another length than 32 octets or is that of
   *     a HelloRetryRequest, or the compression method does not fit an octet
   */
  public ServerHello {
    Lengths.requireRandom(random);
    if (random.equals(HelloRetryRequest.RANDOM)) {
      throw new IllegalArgumentException("this random makes the message a HelloRetryRequest");
    }
    Lengths.requireRange("legacy_compression_method", legacyCompressionMethod, 0xff);
    extensionBlock = extensionBlock.map(List::copyOf);
  }

  /** Makes a ServerHello whose extension block is present. */
  public ServerHello(
      ProtocolVersion legacyVersion,
      Bytes random,
      Bytes legacySessionIdEcho,
      CipherSuite cipherSuite,
      int legacyCompressionMethod,
      List<Extension> extensions) {
    this(
        legacyVersion,
        random,
        legacySessionIdEcho,
        cipherSuite,
        legacyCompressionMethod,
        Optional.of(extensions));
  }

  @Override
  public List<Extension> extensions() {
    return extensionBlock.orElse(List.of());
  }
}
