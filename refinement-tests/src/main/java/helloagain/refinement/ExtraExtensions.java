package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.ProtocolVersion;
import helloagain.wire.Decoded;
import helloagain.wire.HandshakeCodec;
import java.util.List;

/**
 * Turns single extensions of a ClientHello into octets and back, by way of a ClientHello around
 * them.
 */
final class ExtraExtensions {
  /** Fills the block up to the octets that the grammar asks for (RFC 8446, 4.1.2). */
  private static final Extension BEFORE =
      new OpaqueExtension(new ExtensionType(0x0a0a), Bytes.repeat(0, 8));

  private static final int HEADER = 4;
  private static final int START = HandshakeCodec.encode(around(List.of(BEFORE))).size();

  private ExtraExtensions() {}

  /** Returns the octets of {@code extension_data}. */
  static Bytes body(Extension extension) {
    Bytes whole = HandshakeCodec.encode(around(List.of(BEFORE, extension)));
    return whole.slice(START + HEADER, whole.size());
  }

  /**
   * Reads an extension as the receiver of a ClientHello does; a body without the structure of its
   * type stays as it is.
   *
   * @throws IllegalArgumentException if the body does not fit into a ClientHello
   */
  static Extension of(ExtensionType type, Bytes body) {
    OpaqueExtension opaque = new OpaqueExtension(type, body);
    Decoded<HandshakeMessage> decoded =
        HandshakeCodec.decode(HandshakeCodec.encode(around(List.of(BEFORE, opaque))));
    return decoded instanceof Decoded.Malformed
        ? opaque
        : ((ClientHello) decoded.orElseThrow()).extensions().get(1);
  }

  private static ClientHello around(List<Extension> extensions) {
    return new ClientHello(
        ProtocolVersion.TLS_12,
        MessageConcretion.CLIENT_RANDOM,
        Bytes.EMPTY,
        List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
        ClientHello.NULL_COMPRESSION,
        extensions);
  }
}
