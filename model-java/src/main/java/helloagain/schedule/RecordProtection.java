package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Protects and opens the next record of one direction (RFC 8446, 5.2 and 5.3). A value: the one for
 * the record after that is {@link #next}.
 *
 * @param suite the suite, which names the AEAD
 * @param keys the key and the iv of the direction
 * @param sequence the sequence number of the record, from 0
 */
public record RecordProtection(CipherSuite suite, TrafficKeys keys, long sequence) {
  private static final int TAG_LENGTH = 16;
  private static final int SHORT_TAG_LENGTH = 8;

  /** Returns the protection of the first record under a traffic secret. */
  public static RecordProtection of(CipherSuite suite, Bytes trafficSecret) {
    return new RecordProtection(suite, TrafficKeys.derive(suite, trafficSecret), 0);
  }

  /** Returns the protection of the record that follows. */
  public RecordProtection next() {
    return new RecordProtection(suite, keys, sequence + 1);
  }

  /**
   * Protects a TLSInnerPlaintext.
   *
   * @param inner content, one octet for its type, and any number of zeros
   * @return the fragment of a record of type {@code application_data}
   */
  public Bytes seal(Bytes inner) {
    try {
      return run(true, inner, inner.size() + tagLength());
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("an AEAD protects anything", e);
    }
  }

  /**
   * Opens the fragment of a record of type {@code application_data}.
   *
   * @return the TLSInnerPlaintext, or nothing if the record is protected by another key, stands
   *     elsewhere in the sequence or has been changed
   */
  public Optional<Bytes> open(Bytes fragment) {
    if (fragment.size() < tagLength()) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(false, fragment, fragment.size()));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private Bytes run(boolean protecting, Bytes input, int recordLength)
      throws InvalidCipherTextException {
    AEADCipher cipher = cipher();
    cipher.init(
        protecting,
        new AEADParameters(
            new KeyParameter(keys.key().toArray()),
            Byte.SIZE * tagLength(),
            nonce(),
            additionalData(recordLength)));
    byte[] output = new byte[cipher.getOutputSize(input.size())];
    int length = cipher.processBytes(input.toArray(), 0, input.size(), output, 0);
    length += cipher.doFinal(output, length);
    return Bytes.of(output).slice(0, length);
  }

  private AEADCipher cipher() {
    if (suite.equals(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)) {
      return new ChaCha20Poly1305();
    }
    return isCcm()
        ? CCMBlockCipher.newInstance(AESEngine.newInstance())
        : GCMBlockCipher.newInstance(AESEngine.newInstance());
  }

  private boolean isCcm() {
    return suite.equals(CipherSuite.TLS_AES_128_CCM_SHA256)
        || suite.equals(CipherSuite.TLS_AES_128_CCM_8_SHA256);
  }

  private int tagLength() {
    return suite.equals(CipherSuite.TLS_AES_128_CCM_8_SHA256) ? SHORT_TAG_LENGTH : TAG_LENGTH;
  }

  /** 5.3: the iv, with the sequence number added without carry to its last 8 octets. */
  private byte[] nonce() {
    byte[] nonce = keys.iv().toArray();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (sequence >>> (Byte.SIZE * i));
    }
    return nonce;
  }

  /** 5.2: the header of the protected record. */
  private static byte[] additionalData(int length) {
    return new byte[] {23, 3, 3, (byte) (length >> 8), (byte) length};
  }
}
