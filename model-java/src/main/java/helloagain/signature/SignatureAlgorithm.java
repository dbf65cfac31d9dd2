package helloagain.signature;

import helloagain.message.SignatureScheme;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * Says how each scheme that may sign a handshake works (RFC 8446, 4.2.3). The schemes of PKCS#1
 * v1.5 and of SHA-1 are for certificates only and have no place here.
 */
enum SignatureAlgorithm {
  ECDSA_SECP256R1_SHA256(SignatureScheme.ECDSA_SECP256R1_SHA256, KeyKind.SECP256R1, Hash.SHA256),
  ECDSA_SECP384R1_SHA384(SignatureScheme.ECDSA_SECP384R1_SHA384, KeyKind.SECP384R1, Hash.SHA384),
  ECDSA_SECP521R1_SHA512(SignatureScheme.ECDSA_SECP521R1_SHA512, KeyKind.SECP521R1, Hash.SHA512),
  RSA_PSS_RSAE_SHA256(SignatureScheme.RSA_PSS_RSAE_SHA256, KeyKind.RSA, Hash.SHA256),
  RSA_PSS_RSAE_SHA384(SignatureScheme.RSA_PSS_RSAE_SHA384, KeyKind.RSA, Hash.SHA384),
  RSA_PSS_RSAE_SHA512(SignatureScheme.RSA_PSS_RSAE_SHA512, KeyKind.RSA, Hash.SHA512),
  RSA_PSS_PSS_SHA256(SignatureScheme.RSA_PSS_PSS_SHA256, KeyKind.RSA_PSS, Hash.SHA256),
  RSA_PSS_PSS_SHA384(SignatureScheme.RSA_PSS_PSS_SHA384, KeyKind.RSA_PSS, Hash.SHA384),
  RSA_PSS_PSS_SHA512(SignatureScheme.RSA_PSS_PSS_SHA512, KeyKind.RSA_PSS, Hash.SHA512),
  // EdDSA hashes by itself, with SHA-512 and SHAKE256 (RFC 8032).
  ED25519(SignatureScheme.ED25519, KeyKind.ED25519, Hash.SHA512),
  ED448(SignatureScheme.ED448, KeyKind.ED448, Hash.SHA512);

  /** Names a hash with its length in octets and its object identifiers. */
  private enum Hash {
    SHA256(
        32,
        SHA256Digest::new,
        NISTObjectIdentifiers.id_sha256,
        X9ObjectIdentifiers.ecdsa_with_SHA256),
    SHA384(
        48,
        SHA384Digest::new,
        NISTObjectIdentifiers.id_sha384,
        X9ObjectIdentifiers.ecdsa_with_SHA384),
    SHA512(
        64,
        SHA512Digest::new,
        NISTObjectIdentifiers.id_sha512,
        X9ObjectIdentifiers.ecdsa_with_SHA512);

    private final int length;
    private final Supplier<Digest> digest;
    private final ASN1ObjectIdentifier identifier;
    private final ASN1ObjectIdentifier withEcdsa;

    Hash(
        int length,
        Supplier<Digest> digest,
        ASN1ObjectIdentifier identifier,
        ASN1ObjectIdentifier withEcdsa) {
      this.length = length;
      this.digest = digest;
      this.identifier = identifier;
      this.withEcdsa = withEcdsa;
    }
  }

  private final SignatureScheme scheme;
  private final KeyKind kind;
  private final Hash hash;

  SignatureAlgorithm(SignatureScheme scheme, KeyKind kind, Hash hash) {
    this.scheme = scheme;
    this.kind = kind;
    this.hash = hash;
  }

  /** Returns the scheme that works so. */
  SignatureScheme scheme() {
    return scheme;
  }

  /** Finds how a scheme works, if it may sign a handshake. */
  static Optional<SignatureAlgorithm> of(SignatureScheme scheme) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.scheme.equals(scheme)).findFirst();
  }

  /** Returns the octets that a signature takes from a source of randomness: the salt of PSS. */
  int saltLength() {
    return isPss() ? hash.length : 0;
  }

  /** Tells whether a key is of the right kind, large enough, and not restricted to other hashes. */
  boolean admits(KeyKind keyKind, AlgorithmIdentifier keyAlgorithm, AsymmetricKeyParameter key) {
    if (keyKind != kind) {
      return false;
    }
    if (!isPss()) {
      return true;
    }
    // RFC 8017, 9.1.1: hash, salt, two octets; the first bit of the modulus is not used.
    int encodedBits = ((RSAKeyParameters) key).getModulus().bitLength() - 1;
    return (encodedBits + 7) / 8 >= 2 * hash.length + 2
        && (keyKind == KeyKind.RSA || restrictionAdmits(keyAlgorithm.getParameters()));
  }

  /** Makes what checks signatures. */
  Signer verifier() {
    return isPss()
        ? new PSSSigner(new RSAEngine(), hash.digest.get(), hash.digest.get(), hash.length)
        : unsalted();
  }

  /**
   * Makes what signs.
   *
   * @param salt as many octets as {@link #saltLength} says
   */
  Signer signer(byte[] salt) {
    return isPss()
        ? new PSSSigner(new RSAEngine(), hash.digest.get(), hash.digest.get(), salt)
        : unsalted();
  }

  /** Returns the name of the scheme in a certificate (RFC 5758, RFC 8410, RFC 4055). */
  AlgorithmIdentifier identifier() {
    return switch (kind) {
      case SECP256R1, SECP384R1, SECP521R1 -> new AlgorithmIdentifier(hash.withEcdsa);
      case ED25519, ED448 -> kind.identifier();
      case RSA, RSA_PSS -> {
        AlgorithmIdentifier digest = new AlgorithmIdentifier(hash.identifier, DERNull.INSTANCE);
        yield new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            new RSASSAPSSparams(
                digest,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest),
                new ASN1Integer(hash.length),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
      }
    };
  }

  private Signer unsalted() {
    return switch (kind) {
      case ED25519 -> new Ed25519Signer();
      case ED448 -> new Ed448Signer(new byte[0]);
      // RFC 6979: the number that must not repeat comes from the key and the content.
      default ->
          new DSADigestSigner(
              new ECDSASigner(new HMacDSAKCalculator(hash.digest.get())),
              hash.digest.get(),
              StandardDSAEncoding.INSTANCE);
    };
  }

  private boolean isPss() {
    return kind == KeyKind.RSA || kind == KeyKind.RSA_PSS;
  }

  /** RFC 4055, 3.3: absent parameters permit every hash, others one and a least salt. */
  private boolean restrictionAdmits(ASN1Encodable parameters) {
    if (parameters == null) {
      return true;
    }
    RSASSAPSSparams restriction = RSASSAPSSparams.getInstance(parameters);
    AlgorithmIdentifier mask = restriction.getMaskGenAlgorithm();
    return restriction.getHashAlgorithm().getAlgorithm().equals(hash.identifier)
        && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        && AlgorithmIdentifier.getInstance(mask.getParameters())
            .getAlgorithm()
            .equals(hash.identifier)
        && restriction.getSaltLength().intValueExact() <= hash.length;
  }
}
