package helloagain.message;

import java.util.List;

/**
 * Holds an EncryptedExtensions (RFC 8446, 4.3.1).
 *
 * @param extensions the extensions in their order, possibly none
 */
public record EncryptedExtensions(List<Extension> extensions) implements ProtectedMessage {
  /** Copies the list. */
  public EncryptedExtensions {
    extensions = List.copyOf(extensions);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.ENCRYPTED_EXTENSIONS;
  }
}
