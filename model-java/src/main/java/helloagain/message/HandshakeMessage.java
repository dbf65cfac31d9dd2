package helloagain.message;

/** Holds one handshake message without its header (RFC 8446, 4). */
public sealed interface HandshakeMessage
    permits ClientHello, ServerReply, ProtectedMessage, OtherHandshake {
  /** Returns the type that the header states. */
  HandshakeType type();
}
