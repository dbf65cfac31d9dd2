package helloagain.signature;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.SignatureScheme;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Holds a public key with which signatures of TLS 1.3 can be checked. */
public final class PeerKey {
  private final Bytes subjectPublicKeyInfo;
  private final KeyKind kind;
  private final AsymmetricKeyParameter key;
  private final Set<SignatureAlgorithm> admitted;

  private PeerKey(
      Bytes subjectPublicKeyInfo,
      KeyKind kind,
      AsymmetricKeyParameter key,
      Set<SignatureAlgorithm> admitted) {
    this.subjectPublicKeyInfo = subjectPublicKeyInfo;
    this.kind = kind;
    this.key = key;
    this.admitted = admitted;
  }

  /** Reads the SubjectPublicKeyInfo of a certificate or of a raw public key (RFC 7250), DER. */
  public static CertificateKey read(Bytes subjectPublicKeyInfo) {
    try {
      return read(
          SubjectPublicKeyInfo.getInstance(
              ASN1Primitive.fromByteArray(subjectPublicKeyInfo.toArray())));
    } catch (IOException | RuntimeException e) {
      return unreadable(e);
    }
  }

  /**
   * Reads a SubjectPublicKeyInfo.
   *
   * @throws RuntimeException of many kinds if the octets of the key are none of its kind
   */
  static CertificateKey read(SubjectPublicKeyInfo info) throws IOException {
    Optional<KeyKind> kind = KeyKind.of(info.getAlgorithm());
    if (kind.isEmpty()) {
      return CertificateKey.refused(
          AlertDescription.UNSUPPORTED_CERTIFICATE,
          "no scheme of TLS 1.3 has keys of algorithm " + info.getAlgorithm().getAlgorithm());
    }
    AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
    // Asked here and once, so that a restriction out of form is found where the key is read.
    Set<SignatureAlgorithm> admitted =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(algorithm -> algorithm.admits(kind.get(), info.getAlgorithm(), key))
            .collect(Collectors.toUnmodifiableSet());
    return new CertificateKey.Found(
        new PeerKey(Bytes.of(info.getEncoded()), kind.get(), key, admitted));
  }

  /** Says that octets are no certificate or no key, whatever the reader of ASN.1 threw. */
  static CertificateKey unreadable(Exception cause) {
    return CertificateKey.refused(
        AlertDescription.BAD_CERTIFICATE, "not readable: " + cause.getMessage());
  }

  /** Returns the kind of the key. */
  public KeyKind kind() {
    return kind;
  }

  /** Returns the SubjectPublicKeyInfo, DER. */
  public Bytes subjectPublicKeyInfo() {
    return subjectPublicKeyInfo;
  }

  /** Tells whether signatures of a scheme can be made with this key (RFC 8446, 4.2.3). */
  public boolean admits(SignatureScheme scheme) {
    return SignatureAlgorithm.of(scheme).filter(this::admits).isPresent();
  }

  boolean admits(SignatureAlgorithm candidate) {
    return admitted.contains(candidate);
  }

  AsymmetricKeyParameter key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerKey that && subjectPublicKeyInfo.equals(that.subjectPublicKeyInfo);
  }

  @Override
  public int hashCode() {
    return subjectPublicKeyInfo.hashCode();
  }

  @Override
  public String toString() {
    return "PeerKey[" + kind + ", " + subjectPublicKeyInfo + "]";
  }
}
