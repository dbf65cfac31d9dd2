package helloagain.message;

import java.util.List;

/**
 * Holds a CertificateRequest (RFC 8446, 4.3.2).
 *
 * @param certificateRequestContext 0 to 255 octets, none during the handshake
 * @param extensions the extensions in their order; in RFC 8446 at least one
 */
public record CertificateRequest(Bytes certificateRequestContext, List<Extension> extensions)
    implements ProtectedMessage {
  /** Copies the list. */
  public CertificateRequest {
    extensions = List.copyOf(extensions);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_REQUEST;
  }
}
