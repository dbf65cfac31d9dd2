package helloagain.message;

import java.util.List;
import java.util.Optional;

/**
 * Holds a message of type {@code server_hello}, which is a ServerHello or a HelloRetryRequest; the
 * random alone tells which (RFC 8446, 4.1.3).
 */
public sealed interface ServerReply extends HandshakeMessage
    permits ServerHello, HelloRetryRequest {
  /** Returns the version field, {@code TLS 1.2} from a TLS 1.3 server that follows the rules. */
  ProtocolVersion legacyVersion();

  /** Returns the 32 octets of the random. */
  Bytes random();

  /** Returns the echoed session id, 0 to 32 octets. */
  Bytes legacySessionIdEcho();

  /** Returns the suite that the server chose. */
  CipherSuite cipherSuite();

  /** Returns the compression method, 0 to 255; 0 in TLS 1.3. */
  int legacyCompressionMethod();

  /** Returns the extensions, or nothing when the message ends before their length field. */
  Optional<List<Extension>> extensionBlock();

  /** Returns the extensions in their order, none when the block is absent. */
  List<Extension> extensions();

  @Override
  default HandshakeType type() {
    return HandshakeType.SERVER_HELLO;
  }
}
