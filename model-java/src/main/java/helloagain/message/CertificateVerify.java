package helloagain.message;

/**
 * Holds a CertificateVerify (RFC 8446, 4.4.3).
 *
 * @param algorithm how it is signed
 * @param signature 0 to 65535 octets in the form of the algorithm
 */
public record CertificateVerify(SignatureScheme algorithm, Bytes signature)
    implements ProtectedMessage {
  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_VERIFY;
  }
}
