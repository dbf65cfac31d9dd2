package helloagain.transcript;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Hashes as the suites of TLS 1.3 do (RFC 8446, B.4). */
public enum HashAlgorithm {
  SHA256(32),
  SHA384(48);

  private final int length;

  HashAlgorithm(int length) {
    this.length = length;
  }

  /** Finds the hash of a suite; empty for a suite that is none of TLS 1.3. */
  public static Optional<HashAlgorithm> forSuite(CipherSuite suite) {
    if (suite.equals(CipherSuite.TLS_AES_256_GCM_SHA384)) {
      return Optional.of(SHA384);
    }
    return suite.isKnown() ? Optional.of(SHA256) : Optional.empty();
  }

  /** Returns the octets in a hash. */
  public int length() {
    return length;
  }

  /** Hashes the data. */
  public Bytes hash(Bytes data) {
    Digest digest = digest();
    digest.update(data.toArray(), 0, data.size());
    byte[] output = new byte[length];
    digest.doFinal(output, 0);
    return Bytes.of(output);
  }

  /** Computes HMAC with this hash (RFC 2104); the key has any length. */
  public Bytes hmac(Bytes key, Bytes data) {
    HMac mac = new HMac(digest());
    mac.init(new KeyParameter(key.toArray()));
    mac.update(data.toArray(), 0, data.size());
    byte[] output = new byte[length];
    mac.doFinal(output, 0);
    return Bytes.of(output);
  }

  private Digest digest() {
    return this == SHA256 ? new SHA256Digest() : new SHA384Digest();
  }
}
