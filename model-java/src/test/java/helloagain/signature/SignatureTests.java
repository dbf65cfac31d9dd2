package helloagain.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.keyexchange.Randomness;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CertificateVerify;
import helloagain.message.SignatureScheme;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs and checks with every scheme, and compares with the platform's own implementation. */
class SignatureTests {
  private static final Bytes HASH = Bytes.repeat(7, 32);

  /** Keeps what the platform takes long to make. */
  private static final Map<KeyKind, KeyPair> PLATFORM_PAIRS = new ConcurrentHashMap<>();

  private static final Map<SignatureAlgorithm, Bytes> SIGNATURES = new ConcurrentHashMap<>();

  // What is signed (4.4.3)

  @Test
  void serverSignsTheExampleOfTheRfc() {
    assertThat(Signer.SERVER.content(Bytes.repeat(1, 32)))
        .isEqualTo(
            Bytes.hex(
                "2020202020202020202020202020202020202020202020202020202020202020"
                    + "2020202020202020202020202020202020202020202020202020202020202020"
                    + "544c5320312e332c207365727665722043657274696669636174655665726966"
                    + "79"
                    + "00"
                    + "0101010101010101010101010101010101010101010101010101010101010101"));
  }

  @Test
  void clientSignsAnotherContextOfTheSameLength() {
    Bytes content = Signer.CLIENT.content(HASH);

    assertThat(content.slice(0, 64)).isEqualTo(Bytes.repeat(0x20, 64));
    assertThat(new String(content.slice(64, 97).toArray(), StandardCharsets.US_ASCII))
        .isEqualTo("TLS 1.3, client CertificateVerify");
    assertThat(content.slice(97, content.size())).isEqualTo(Bytes.concat(Bytes.hex("00"), HASH));
  }

  // Known answers

  /** RFC 6979, A.2.5 and A.2.6, and A.2.7 cut to what the curves of TLS 1.3 take. */
  @ParameterizedTest
  @CsvSource({
    "SECP256R1, ecdsa_secp256r1_sha256,"
        + " C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721,"
        + " EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
        + " F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    "SECP384R1, ecdsa_secp384r1_sha384,"
        + " 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA"
        + "60D2EDF5,"
        + " 94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E"
        + "80FABE46,"
        + " 99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A"
        + "38628AC8",
  })
  void ecdsaHasTheKnownAnswers(KeyKind kind, String scheme, String d, String r, String s)
      throws Exception {
    SigningKey key = SigningKeys.ofScalar(kind, Bytes.hex(d));
    Bytes content = Bytes.of("sample".getBytes(StandardCharsets.US_ASCII));
    Bytes signature =
        Signatures.sign(key, SignatureScheme.named(scheme), content, Randomness.seeded(1));

    assertThat(signature)
        .isEqualTo(
            Bytes.of(
                new DERSequence(
                        new ASN1Integer[] {
                          new ASN1Integer(new BigInteger(r, 16)),
                          new ASN1Integer(new BigInteger(s, 16))
                        })
                    .getEncoded()));
  }

  /** RFC 8032, 7.1, test 1. */
  @Test
  void ed25519HasTheKnownAnswer() {
    SigningKey key =
        SigningKeys.ofEdwards(
            KeyKind.ED25519,
            Bytes.hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    Bytes signature =
        Signatures.sign(key, SignatureScheme.ED25519, Bytes.EMPTY, Randomness.seeded(1));

    assertThat(signature)
        .isEqualTo(
            Bytes.hex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
                    + "39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
  }

  /** RFC 8032, 7.4, the blank message. */
  @Test
  void ed448HasTheKnownAnswer() {
    SigningKey key =
        SigningKeys.ofEdwards(
            KeyKind.ED448,
            Bytes.hex(
                "6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc"
                    + "5b94492f8f032e7549a20098f95b"));
    Bytes signature =
        Signatures.sign(key, SignatureScheme.ED448, Bytes.EMPTY, Randomness.seeded(1));

    assertThat(signature)
        .isEqualTo(
            Bytes.hex(
                "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a"
                    + "22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99a"
                    + "c5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600"));
  }

  // The platform's own implementation

  @ParameterizedTest
  @EnumSource
  void platformAcceptsWhatWeSign(SignatureAlgorithm algorithm) throws Exception {
    SigningKey key = SigningKeys.generated(kind(algorithm));
    CertificateVerify message =
        Signatures.certificateVerify(
            key, scheme(algorithm), Signer.CLIENT, HASH, Randomness.seeded(3));
    Signature platform = platform(algorithm);
    platform.initVerify(platformKey(key));
    platform.update(Signer.CLIENT.content(HASH).toArray());

    assertThat(platform.verify(message.signature().toArray())).isTrue();
    assertThat(message.algorithm()).isEqualTo(scheme(algorithm));
  }

  @ParameterizedTest
  @EnumSource
  void weAcceptWhatThePlatformSigns(SignatureAlgorithm algorithm) throws Exception {
    KeyPair pair = PLATFORM_PAIRS.computeIfAbsent(kind(algorithm), SignatureTests::platformPair);
    Signature platform = platform(algorithm);
    platform.initSign(pair.getPrivate());
    platform.update(Signer.SERVER.content(HASH).toArray());
    Bytes signature = Bytes.of(platform.sign());
    PeerKey key = found(PeerKey.read(Bytes.of(pair.getPublic().getEncoded())));

    assertThat(
            Signatures.check(
                key, new CertificateVerify(scheme(algorithm), signature), Signer.SERVER, HASH))
        .isEmpty();
    SigningKey imported = SigningKey.of(Bytes.of(pair.getPrivate().getEncoded()));
    assertThat(imported.publicKey().kind()).isEqualTo(key.kind());
    assertThat(
            Signatures.check(
                key,
                Signatures.certificateVerify(
                    imported, scheme(algorithm), Signer.SERVER, HASH, Randomness.seeded(1)),
                Signer.SERVER,
                HASH))
        .isEmpty();
  }

  // What is refused

  @ParameterizedTest
  @EnumSource
  void signatureOfAnotherSideOrHashOrKeyIsADecryptError(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKeys.generated(kind(algorithm));
    PeerKey stranger = SigningKeys.another(kind(algorithm)).publicKey();
    CertificateVerify message =
        Signatures.certificateVerify(
            key, scheme(algorithm), Signer.SERVER, HASH, Randomness.seeded(3));

    assertThat(Signatures.check(key.publicKey(), message, Signer.SERVER, HASH)).isEmpty();
    assertRefused(
        AlertDescription.DECRYPT_ERROR,
        Signatures.check(key.publicKey(), message, Signer.CLIENT, HASH));
    assertRefused(
        AlertDescription.DECRYPT_ERROR,
        Signatures.check(key.publicKey(), message, Signer.SERVER, Bytes.repeat(8, 32)));
    assertRefused(
        AlertDescription.DECRYPT_ERROR, Signatures.check(stranger, message, Signer.SERVER, HASH));
  }

  @Property(tries = 300)
  void signatureOfWhichOneBitIsTurnedIsADecryptError(
      @ForAll("algorithms") SignatureAlgorithm algorithm,
      @ForAll @IntRange(max = 0xffff) int place,
      @ForAll @IntRange(max = 7) int bit) {
    SigningKey key = SigningKeys.generated(kind(algorithm));
    byte[] signature = SIGNATURES.computeIfAbsent(algorithm, any -> signature(any, key)).toArray();
    signature[place % signature.length] ^= (byte) (1 << bit);

    assertRefused(
        AlertDescription.DECRYPT_ERROR, checked(algorithm, key.publicKey(), Bytes.of(signature)));
  }

  @ParameterizedTest
  @EnumSource
  void signatureOfAnotherLengthIsADecryptError(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKeys.generated(kind(algorithm));
    Bytes whole = signature(algorithm, key);

    for (Bytes damaged :
        List.of(
            Bytes.EMPTY,
            whole.slice(0, 1),
            whole.slice(0, whole.size() - 1),
            whole.slice(1, whole.size()),
            Bytes.concat(whole, Bytes.hex("00")),
            Bytes.concat(Bytes.hex("00"), whole),
            Bytes.repeat(0, whole.size()),
            Bytes.repeat(0xff, whole.size()),
            Bytes.repeat(0xff, 0xffff))) {
      assertRefused(AlertDescription.DECRYPT_ERROR, checked(algorithm, key.publicKey(), damaged));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_pkcs1_sha256",
        "rsa_pkcs1_sha384",
        "rsa_pkcs1_sha512",
        "0x0201",
        "0x0203",
        "0x0a0a"
      })
  void schemeOfCertificatesAloneSignsNoHandshake(String name) {
    SignatureScheme scheme = SignatureScheme.named(name);
    SigningKey key = SigningKeys.generated(KeyKind.RSA);
    CertificateVerify message = new CertificateVerify(scheme, Bytes.repeat(1, 256));

    assertRefused(
        AlertDescription.ILLEGAL_PARAMETER,
        Signatures.check(key.publicKey(), message, Signer.SERVER, HASH));
    assertThat(key.publicKey().admits(scheme)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signatures.sign(key, scheme, HASH, Randomness.seeded(1)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void schemeFitsTheKeysOfItsOwnKindAlone(KeyKind kind, SignatureAlgorithm algorithm) {
    SigningKey key = SigningKeys.generated(kind);
    boolean fits = kind(algorithm) == kind;

    assertThat(key.publicKey().admits(scheme(algorithm))).isEqualTo(fits);
    if (!fits) {
      assertRefused(
          AlertDescription.ILLEGAL_PARAMETER,
          checked(algorithm, key.publicKey(), Bytes.repeat(1, 256)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Signatures.sign(key, scheme(algorithm), HASH, Randomness.seeded(1)));
    }
  }

  @Test
  void keyOf1024BitsIsTooShortForPssWithSha512() throws Exception {
    for (int bits : new int[] {1024, 1032, 1033, 1040}) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
      PeerKey key =
          found(PeerKey.read(Bytes.of(generator.generateKeyPair().getPublic().getEncoded())));

      assertThat(key.admits(SignatureScheme.RSA_PSS_RSAE_SHA384)).isTrue();
      // 64 of hash, 64 of salt and 2 octets of 8 bits, and the bit that is never used.
      assertThat(key.admits(SignatureScheme.RSA_PSS_RSAE_SHA512))
          .as("%d", bits)
          .isEqualTo(bits > 1033);
    }
  }

  @Test
  void keyForPssMayBeRestrictedToOneHash() throws Exception {
    RSASSAPSSparams sha384 = restriction(48, 48, true);
    PeerKey restricted = pssKey(sha384);

    assertThat(restricted.admits(SignatureScheme.RSA_PSS_PSS_SHA384)).isTrue();
    assertThat(restricted.admits(SignatureScheme.RSA_PSS_PSS_SHA256)).isFalse();
    assertThat(restricted.admits(SignatureScheme.RSA_PSS_PSS_SHA512)).isFalse();
    assertThat(restricted.admits(SignatureScheme.RSA_PSS_RSAE_SHA384)).isFalse();
    assertThat(pssKey(restriction(48, 49, true)).admits(SignatureScheme.RSA_PSS_PSS_SHA384))
        .isFalse();
    assertThat(pssKey(restriction(48, 20, true)).admits(SignatureScheme.RSA_PSS_PSS_SHA384))
        .isTrue();
    assertThat(pssKey(restriction(48, 48, false)).admits(SignatureScheme.RSA_PSS_PSS_SHA384))
        .isFalse();
  }

  // Where randomness goes

  @ParameterizedTest
  @EnumSource
  void sameRandomnessMakesTheSameSignature(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKeys.generated(kind(algorithm));
    Bytes once = Signatures.sign(key, scheme(algorithm), HASH, Randomness.seeded(5));

    assertThat(Signatures.sign(key, scheme(algorithm), HASH, Randomness.seeded(5))).isEqualTo(once);
    assertThat(Signatures.sign(key, scheme(algorithm), HASH, Randomness.seeded(6)).equals(once))
        .isEqualTo(algorithm.saltLength() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void sameRandomnessMakesTheSameKey(KeyKind kind) {
    SigningKey key = SigningKey.generate(kind, Randomness.seeded(11));

    assertThat(key.publicKey())
        .isEqualTo(SigningKey.generate(kind, Randomness.seeded(11)).publicKey())
        .hasSameHashCodeAs(SigningKey.generate(kind, Randomness.seeded(11)).publicKey())
        .isNotEqualTo(SigningKey.generate(kind, Randomness.seeded(12)).publicKey());
    assertThat(key.publicKey().kind()).isEqualTo(kind);
  }

  @Test
  void privateKeyStaysOutOfItsText() {
    Bytes seed = Bytes.repeat(0x5a, 32);
    SigningKey key = SigningKeys.ofEdwards(KeyKind.ED25519, seed);

    assertThat(key.toString()).contains("ED25519").doesNotContain(seed.hex());
  }

  // Keys

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "3000", "30", "05003000", "308000", "ffff"})
  void octetsThatAreNoKeyAreABadCertificate(String octets) {
    assertThat(((CertificateKey.Refused) PeerKey.read(Bytes.hex(octets))).refusal().alert())
        .isEqualTo(AlertDescription.BAD_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void everyCutOfAKeyIsABadCertificate(KeyKind kind) {
    Bytes whole = SigningKeys.generated(kind).publicKey().subjectPublicKeyInfo();

    assertThat(found(PeerKey.read(whole)).kind()).isEqualTo(kind);
    for (int length = 0; length < whole.size(); length++) {
      assertThat(((CertificateKey.Refused) PeerKey.read(whole.slice(0, length))).refusal().alert())
          .isEqualTo(AlertDescription.BAD_CERTIFICATE);
    }
  }

  @Test
  void pointOffTheCurveIsABadCertificate() {
    byte[] key =
        SigningKeys.generated(KeyKind.SECP256R1).publicKey().subjectPublicKeyInfo().toArray();
    key[key.length - 1] ^= 1;

    assertThat(((CertificateKey.Refused) PeerKey.read(Bytes.of(key))).refusal().alert())
        .isEqualTo(AlertDescription.BAD_CERTIFICATE);
  }

  @Test
  void keyThatNoSchemeUsesIsAnUnsupportedCertificate() throws Exception {
    KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
    dsa.initialize(1024);
    for (PublicKey key :
        List.of(
            KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic(),
            dsa.generateKeyPair().getPublic())) {
      assertThat(
              ((CertificateKey.Refused) PeerKey.read(Bytes.of(key.getEncoded()))).refusal().alert())
          .isEqualTo(AlertDescription.UNSUPPORTED_CERTIFICATE);
    }
  }

  @Test
  void restrictionOutOfFormIsABadCertificate() throws Exception {
    SubjectPublicKeyInfo plain =
        SubjectPublicKeyInfo.getInstance(
            SigningKeys.generated(KeyKind.RSA).publicKey().subjectPublicKeyInfo().toArray());
    SubjectPublicKeyInfo restricted =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new ASN1Integer(7)),
            RSAPublicKey.getInstance(plain.parsePublicKey()));

    assertThat(
            ((CertificateKey.Refused) PeerKey.read(Bytes.of(restricted.getEncoded())))
                .refusal()
                .alert())
        .isEqualTo(AlertDescription.BAD_CERTIFICATE);
  }

  /** RFC 8410, 3. */
  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void edwardsKeyWithParametersIsAnUnsupportedCertificate(KeyKind kind) throws Exception {
    SubjectPublicKeyInfo plain =
        SubjectPublicKeyInfo.getInstance(
            SigningKeys.generated(kind).publicKey().subjectPublicKeyInfo().toArray());
    SubjectPublicKeyInfo withNull =
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(plain.getAlgorithm().getAlgorithm(), DERNull.INSTANCE),
            plain.getPublicKeyData().getOctets());

    assertThat(
            ((CertificateKey.Refused) PeerKey.read(Bytes.of(withNull.getEncoded())))
                .refusal()
                .alert())
        .isEqualTo(AlertDescription.UNSUPPORTED_CERTIFICATE);
  }

  @Test
  void octetsThatAreNoPrivateKeyAreNone() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(Bytes.hex("3000")));
    Bytes x25519 =
        Bytes.of(
            KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate().getEncoded());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of(x25519))
        .withMessage("no key of TLS 1.3");
  }

  @Provide
  Arbitrary<SignatureAlgorithm> algorithms() {
    return Arbitraries.of(SignatureAlgorithm.class);
  }

  static List<Object[]> pairs() {
    return Arrays.stream(KeyKind.values())
        .flatMap(
            kind ->
                Arrays.stream(SignatureAlgorithm.values())
                    .map(algorithm -> new Object[] {kind, algorithm}))
        .toList();
  }

  private static Bytes signature(SignatureAlgorithm algorithm, SigningKey key) {
    return Signatures.sign(
        key, scheme(algorithm), Signer.SERVER.content(HASH), Randomness.seeded(3));
  }

  private static Optional<Refusal> checked(
      SignatureAlgorithm algorithm, PeerKey key, Bytes signature) {
    return Signatures.check(
        key, new CertificateVerify(scheme(algorithm), signature), Signer.SERVER, HASH);
  }

  private static void assertRefused(AlertDescription alert, Optional<Refusal> refusal) {
    assertThat(refusal.map(Refusal::alert)).contains(alert);
    assertThat(refusal.orElseThrow().reason()).isNotBlank();
  }

  private static PeerKey found(CertificateKey key) {
    return ((CertificateKey.Found) key).key();
  }

  private static SignatureScheme scheme(SignatureAlgorithm algorithm) {
    return SignatureScheme.named(algorithm.name().toLowerCase(Locale.ROOT));
  }

  private static KeyKind kind(SignatureAlgorithm algorithm) {
    if (algorithm.name().startsWith("RSA")) {
      return algorithm.name().contains("PSS_PSS") ? KeyKind.RSA_PSS : KeyKind.RSA;
    }
    return Arrays.stream(KeyKind.values())
        .filter(kind -> algorithm.name().contains(kind.name()))
        .max(Comparator.comparing(kind -> kind.name().length()))
        .orElseThrow();
  }

  /** Makes the platform's signature of a scheme. */
  private static Signature platform(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    String name = algorithm.name();
    String bits = name.substring(name.length() - 3);
    if (name.startsWith("ED")) {
      return Signature.getInstance(name.equals("ED25519") ? "Ed25519" : "Ed448");
    }
    if (name.startsWith("ECDSA")) {
      return Signature.getInstance("SHA" + bits + "withECDSA");
    }
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            "SHA-" + bits,
            "MGF1",
            new MGF1ParameterSpec("SHA-" + bits),
            Integer.parseInt(bits) / 8,
            1));
    return signature;
  }

  private static KeyPair platformPair(KeyKind kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(platformName(kind));
      if (kind.name().startsWith("SECP")) {
        generator.initialize(new ECGenParameterSpec(kind.name().toLowerCase(Locale.ROOT)));
      } else if (kind.name().startsWith("RSA")) {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicKey platformKey(SigningKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(platformName(key.publicKey().kind()))
        .generatePublic(new X509EncodedKeySpec(key.publicKey().subjectPublicKeyInfo().toArray()));
  }

  private static String platformName(KeyKind kind) {
    return switch (kind) {
      case RSA -> "RSA";
      case RSA_PSS -> "RSASSA-PSS";
      case SECP256R1, SECP384R1, SECP521R1 -> "EC";
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
    };
  }

  private static RSASSAPSSparams restriction(int hash, int salt, boolean sameMask) {
    AlgorithmIdentifier digest =
        new AlgorithmIdentifier(
            hash == 48 ? NISTObjectIdentifiers.id_sha384 : NISTObjectIdentifiers.id_sha256);
    AlgorithmIdentifier mask =
        sameMask ? digest : new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    return new RSASSAPSSparams(
        digest,
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, mask),
        new ASN1Integer(salt),
        RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
  }

  private static PeerKey pssKey(RSASSAPSSparams restriction) throws Exception {
    SubjectPublicKeyInfo plain =
        SubjectPublicKeyInfo.getInstance(
            SigningKeys.generated(KeyKind.RSA).publicKey().subjectPublicKeyInfo().toArray());
    return found(
        PeerKey.read(
            Bytes.of(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, restriction),
                        RSAPublicKey.getInstance(plain.parsePublicKey()))
                    .getEncoded())));
  }
}
