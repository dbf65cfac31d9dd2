package helloagain.message;

import java.util.List;
import java.util.Optional;

/**
 * Holds a ClientHello (RFC 8446, 4.1.2).
 *
 * @param legacyVersion the version field, {@code TLS 1.2} from a client that follows the rules
 * @param random 32 octets
 * @param legacySessionId 0 to 32 octets
 * @param cipherSuites the suites by falling preference
 * @param legacyCompressionMethods one octet per method, 1 to 255; a single zero in TLS 1.3
 * @param extensionBlock the extensions in their order; absent when the message ends before their
 *     length field, which is a different message from one with an empty block
 */
public record ClientHello(
    ProtocolVersion legacyVersion,
    Bytes random,
    Bytes legacySessionId,
    List<CipherSuite> cipherSuites,
    Bytes legacyCompressionMethods,
    Optional<List<Extension>> extensionBlock)
    implements HandshakeMessage {
  /** The one value of {@code legacy_compression_methods} that TLS 1.3 permits: method null. */
  public static final Bytes NULL_COMPRESSION = Bytes.of((byte) 0);

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the random has another length than 32 octets
   */
  public ClientHello {
    Lengths.requireRandom(random);
    cipherSuites = List.copyOf(cipherSuites);
    extensionBlock = extensionBlock.map(List::copyOf);
  }

  /** Makes a ClientHello whose extension block is present. */
  public ClientHello(
      ProtocolVersion legacyVersion,
      Bytes random,
      Bytes legacySessionId,
      List<CipherSuite> cipherSuites,
      Bytes legacyCompressionMethods,
      List<Extension> extensions) {
    this(
        legacyVersion,
        random,
        legacySessionId,
        cipherSuites,
        legacyCompressionMethods,
        Optional.of(extensions));
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CLIENT_HELLO;
  }

  /** Returns the extensions in their order, none when the block is absent. */
  public List<Extension> extensions() {
    return extensionBlock.orElse(List.of());
  }

  /** Returns the same hello with other extensions in a block that is present. */
  public ClientHello withExtensions(List<Extension> extensions) {
    return new ClientHello(
        legacyVersion, random, legacySessionId, cipherSuites, legacyCompressionMethods, extensions);
  }
}
