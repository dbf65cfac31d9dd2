package helloagain.refinement.jdk;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.schedule.TrafficKeys;
import helloagain.wire.RecordCodec;
import helloagain.wire.TlsRecord;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Protects and opens the first record of a direction (RFC 8446, 5.2), with the JDK's own ciphers.
 * Its sequence number is zero, so that the nonce is the iv (5.3).
 */
final class Protection {
  private static final int TAG_LENGTH = 16;
  private static final int HEADER_LENGTH = 5;

  private Protection() {}

  /** Makes the record that holds {@code content}, with its header. */
  static Bytes seal(CipherSuite suite, Bytes trafficSecret, ContentType type, Bytes content) {
    Bytes inner = Bytes.concat(content, Bytes.of((byte) type.code()));
    Bytes header = header(Bytes.repeat(0, inner.size() + TAG_LENGTH));
    try {
      return Bytes.concat(header, run(Cipher.ENCRYPT_MODE, suite, trafficSecret, header, inner));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot protect with " + suite, e);
    }
  }

  /** Returns the content and the octet of its type, or nothing if the keys are others. */
  static Optional<Bytes> open(CipherSuite suite, Bytes trafficSecret, Bytes fragment) {
    try {
      return Optional.of(
          run(Cipher.DECRYPT_MODE, suite, trafficSecret, header(fragment), fragment));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot open what " + suite + " protects", e);
    }
  }

  /** Makes the header of a protected record, which is also its additional data. */
  private static Bytes header(Bytes fragment) {
    return RecordCodec.encode(
            new TlsRecord(ContentType.APPLICATION_DATA, ProtocolVersion.TLS_12, fragment))
        .slice(0, HEADER_LENGTH);
  }

  private static Bytes run(
      int mode, CipherSuite suite, Bytes trafficSecret, Bytes additional, Bytes input)
      throws GeneralSecurityException {
    TrafficKeys keys = TrafficKeys.derive(suite, trafficSecret);
    byte[] key = keys.key().toArray();
    byte[] nonce = keys.iv().toArray();
    Cipher cipher;
    if (suite.equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)) {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    } else {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
    }
    cipher.updateAAD(additional.toArray());
    return Bytes.of(cipher.doFinal(input.toArray()));
  }
}
