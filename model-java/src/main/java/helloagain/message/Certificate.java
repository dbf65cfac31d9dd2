package helloagain.message;

import java.util.List;

/**
 * Holds a Certificate (RFC 8446, 4.4.2).
 *
 * @param certificateRequestContext what the CertificateRequest said, 0 to 255 octets; none from a
 *     server
 * @param certificateList the sender's certificate and then those that certify it; empty from a
 *     client that has none
 */
public record Certificate(Bytes certificateRequestContext, List<CertificateEntry> certificateList)
    implements ProtectedMessage {
  /** Copies the list. */
  public Certificate {
    certificateList = List.copyOf(certificateList);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE;
  }
}
