package helloagain.flight;

import helloagain.exchange.Check;
import helloagain.exchange.Checks;
import helloagain.exchange.HelloRules;
import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.signature.CertificateKey;
import helloagain.signature.KeyKind;
import helloagain.signature.PeerKey;
import helloagain.signature.Refusal;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.signature.X509Certificates;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the rules of the messages that follow ServerHello, each named by its {@link Rule}; the
 * operators are those of {@code FlightRules.tla}.
 */
final class FlightRules {
  /** The column EE of the table in RFC 8446, 4.2. */
  private static final Set<ExtensionType> IN_ENCRYPTED_EXTENSIONS =
      Set.of(
          ExtensionType.SERVER_NAME,
          ExtensionType.MAX_FRAGMENT_LENGTH,
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.USE_SRTP,
          ExtensionType.HEARTBEAT,
          ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
          ExtensionType.CLIENT_CERTIFICATE_TYPE,
          ExtensionType.SERVER_CERTIFICATE_TYPE,
          ExtensionType.RECORD_SIZE_LIMIT,
          ExtensionType.EARLY_DATA,
          ExtensionType.QUIC_TRANSPORT_PARAMETERS,
          ExtensionType.TICKET_REQUEST);

  private static final Set<SignatureScheme> PKCS1 =
      Set.of(
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512);

  private FlightRules() {}

  // EncryptedExtensions.

  /** Lists the rules of EncryptedExtensions. */
  static List<Check> ofEncryptedExtensions(
      ClientHello latestHello, ServerHello reply, List<PreSharedKey> psks, EncryptedExtensions m) {
    return List.of(
        HelloRules.extensionsAreDistinct(m.extensions()),
        extensionsWereRequested(latestHello, m.extensions()),
        encryptedExtensionsBelongHere(m),
        earlyDataUsesFirstPsk(reply, m),
        earlyDataFitsSuite(reply, psks, m));
  }

  /** EXT-02, 4.2. */
  private static Check extensionsWereRequested(ClientHello hello, List<Extension> extensions) {
    return Check.of(
        Rule.EXTENSIONS_WERE_REQUESTED,
        () -> unrequested(hello.extensions(), extensions).isEmpty(),
        () -> "nobody asked for " + unrequested(hello.extensions(), extensions));
  }

  private static List<ExtensionType> unrequested(List<Extension> asked, List<Extension> answers) {
    return Hellos.types(answers).stream().filter(type -> !Hellos.carries(asked, type)).toList();
  }

  /** EE-02, 4.3.1. */
  private static Check encryptedExtensionsBelongHere(EncryptedExtensions m) {
    List<ExtensionType> misplaced =
        Hellos.types(m.extensions()).stream()
            .filter(type -> type.isKnown() && !IN_ENCRYPTED_EXTENSIONS.contains(type))
            .toList();
    return Check.of(
        Rule.ENCRYPTED_EXTENSIONS_BELONG_HERE,
        misplaced::isEmpty,
        () -> "no place in EncryptedExtensions for " + misplaced);
  }

  /** PSK-14, 4.2.11: also if no PSK was selected. */
  private static Check earlyDataUsesFirstPsk(ServerHello reply, EncryptedExtensions m) {
    return Check.of(
        Rule.EARLY_DATA_USES_FIRST_PSK,
        () -> !acceptsEarlyData(m) || usesFirstPsk(reply),
        () ->
            "early data is accepted, and the selected PSK is "
                + Hellos.selectedPsk(reply).map(index -> "number " + index).orElse("none"));
  }

  /** EE-03, 4.2.10. */
  private static Check earlyDataFitsSuite(
      ServerHello reply, List<PreSharedKey> psks, EncryptedExtensions m) {
    Optional<CipherSuite> early = psks.stream().findFirst().flatMap(PreSharedKey::earlySuite);
    return Check.of(
        Rule.EARLY_DATA_FITS_SUITE,
        () ->
            !acceptsEarlyData(m)
                || !usesFirstPsk(reply)
                || psks.isEmpty()
                || early.equals(Optional.of(reply.cipherSuite())),
        () ->
            "early data of "
                + early.map(CipherSuite::name).orElse("no suite")
                + " is accepted under "
                + reply.cipherSuite());
  }

  private static boolean usesFirstPsk(ServerHello reply) {
    return Hellos.selectedPsk(reply).equals(Optional.of(0));
  }

  /** Tells whether EncryptedExtensions accepts early data (4.2.10). */
  static boolean acceptsEarlyData(EncryptedExtensions m) {
    return Hellos.carries(m.extensions(), ExtensionType.EARLY_DATA);
  }

  // CertificateRequest.

  /** Lists the rules of a CertificateRequest. */
  static List<Check> ofCertificateRequest(Optional<PreSharedKey> psk, CertificateRequest m) {
    return List.of(
        requestComesWithoutPsk(psk),
        requestContextIsEmpty(m),
        requestCarriesSignatureAlgorithms(m),
        HelloRules.extensionsAreDistinct(m.extensions()),
        HelloRules.extensionsBelongHere(m, m.extensions()));
  }

  /** CR-01, 4.3.2. */
  private static Check requestComesWithoutPsk(Optional<PreSharedKey> psk) {
    return Check.of(
        Rule.REQUEST_COMES_WITHOUT_PSK,
        psk::isEmpty,
        () -> "a certificate is asked for beside a PSK");
  }

  /** CR-02, 4.3.2. */
  private static Check requestContextIsEmpty(CertificateRequest m) {
    return Check.of(
        Rule.REQUEST_CONTEXT_IS_EMPTY,
        m.certificateRequestContext()::isEmpty,
        () -> "certificate_request_context is '" + m.certificateRequestContext() + "'");
  }

  /** CR-03, 4.3.2. */
  private static Check requestCarriesSignatureAlgorithms(CertificateRequest m) {
    return Check.of(
        Rule.REQUEST_CARRIES_SIGNATURE_ALGORITHMS,
        () -> Hellos.carries(m.extensions(), ExtensionType.SIGNATURE_ALGORITHMS),
        () -> "signature_algorithms is missing: " + Hellos.types(m.extensions()));
  }

  // Certificate.

  /** Lists the rules of a server's Certificate. */
  static List<Check> ofServerCertificate(ClientHello latestHello, Trust trust, Certificate m) {
    return List.of(
        certificateContextIsEmpty(m),
        serverCertificateIsThere(m),
        certificateAnswersRequest(latestHello.extensions(), m),
        extensionsAreDistinct(m),
        HelloRules.extensionsBelongHere(m, extensions(m)),
        serverCertificateIsTrusted(trust, m));
  }

  /**
   * Lists the rules of a client's Certificate.
   *
   * @param asked the extensions of the CertificateRequest
   */
  static List<Check> ofClientCertificate(
      List<Extension> asked, ClientAuthentication wanted, Trust trust, Certificate m) {
    return List.of(
        certificateContextIsEmpty(m),
        certificateAnswersRequest(asked, m),
        extensionsAreDistinct(m),
        HelloRules.extensionsBelongHere(m, extensions(m)),
        clientCertificateIsThere(wanted, m),
        clientCertificateIsTrusted(wanted, trust, m));
  }

  /** Returns the extensions of all entries. */
  private static List<Extension> extensions(Certificate m) {
    return m.certificateList().stream().flatMap(entry -> entry.extensions().stream()).toList();
  }

  /** CT-01, 4.4.2. */
  private static Check certificateContextIsEmpty(Certificate m) {
    return Check.of(
        Rule.CERTIFICATE_CONTEXT_IS_EMPTY,
        m.certificateRequestContext()::isEmpty,
        () -> "certificate_request_context is '" + m.certificateRequestContext() + "'");
  }

  /** CT-02, 4.4.2.4. */
  private static Check serverCertificateIsThere(Certificate m) {
    return Check.of(
        Rule.SERVER_CERTIFICATE_IS_THERE,
        () -> !m.certificateList().isEmpty(),
        () -> "the server's certificate_list is empty");
  }

  /** CT-03, 4.4.2. */
  private static Check certificateAnswersRequest(List<Extension> asked, Certificate m) {
    return Check.of(
        Rule.CERTIFICATE_ANSWERS_REQUEST,
        () -> unrequested(asked, extensions(m)).isEmpty(),
        () -> "nobody asked for " + unrequested(asked, extensions(m)));
  }

  /** EXT-06, 4.2: each entry has a block of its own. */
  private static Check extensionsAreDistinct(Certificate m) {
    return () ->
        m.certificateList().stream()
            .flatMap(
                entry -> HelloRules.extensionsAreDistinct(entry.extensions()).violation().stream())
            .findFirst();
  }

  /** CT-04, 4.4.2.2. */
  private static Check serverCertificateIsTrusted(Trust trust, Certificate m) {
    return () ->
        refusal(trust, m).map(refusal -> violation(Rule.SERVER_CERTIFICATE_IS_TRUSTED, refusal));
  }

  /** A chain without a key to check a signature with is trusted by nobody. */
  private static Optional<Refusal> refusal(Trust trust, Certificate m) {
    if (m.certificateList().isEmpty()) {
      return Optional.empty();
    }
    return X509Certificates.publicKey(m.certificateList().get(0).certData())
            instanceof CertificateKey.Refused refused
        ? Optional.of(refused.refusal())
        : trust.refusal(m.certificateList());
  }

  private static Violation violation(Rule rule, Refusal refusal) {
    return new Violation(rule, refusal.alert(), refusal.reason());
  }

  /** CT-05, 4.4.2.4. */
  private static Check clientCertificateIsThere(ClientAuthentication wanted, Certificate m) {
    return Check.of(
        Rule.CLIENT_CERTIFICATE_IS_THERE,
        () -> wanted != ClientAuthentication.REQUIRED || !m.certificateList().isEmpty(),
        () -> "the client has no certificate");
  }

  /** CT-06, 4.4.2.4. */
  private static Check clientCertificateIsTrusted(
      ClientAuthentication wanted, Trust trust, Certificate m) {
    return () ->
        wanted == ClientAuthentication.REQUIRED
            ? refusal(trust, m)
                .map(refusal -> violation(Rule.CLIENT_CERTIFICATE_IS_TRUSTED, refusal))
            : Optional.empty();
  }

  // CertificateVerify.

  /**
   * Lists the rules of a CertificateVerify. A signature under a scheme that will not do is not
   * looked into.
   *
   * @param asked the extensions whose {@code signature_algorithms} it answers
   * @param certificate what the sender has shown
   * @param transcriptHash the hash of the messages before it
   */
  static List<Check> ofCertificateVerify(
      List<Extension> asked,
      Optional<Certificate> certificate,
      Signer signer,
      Bytes transcriptHash,
      CertificateVerify m,
      Set<Rule> enforced) {
    Optional<PeerKey> key = certificate.flatMap(FlightRules::key);
    List<Check> ofScheme =
        List.of(schemeWasOffered(asked, m), schemeIsOfTls13(m), schemeFitsCertificate(key, m));
    return Checks.first(ofScheme, enforced).isPresent()
        ? ofScheme
        : List.of(signatureIsValid(key, signer, transcriptHash, m));
  }

  /** Returns the schemes that extensions list for signatures (4.2.3). */
  static List<SignatureScheme> schemes(List<Extension> asked) {
    return Extension.find(asked, Extension.SignatureAlgorithms.class)
        .map(Extension.SignatureAlgorithms::schemes)
        .orElse(List.of());
  }

  /** CV-01, 4.4.3. */
  private static Check schemeWasOffered(List<Extension> asked, CertificateVerify m) {
    return Check.of(
        Rule.SCHEME_WAS_OFFERED,
        () -> schemes(asked).contains(m.algorithm()),
        () -> m.algorithm() + " is not among " + schemes(asked));
  }

  /** CV-02, 4.4.3. */
  private static Check schemeIsOfTls13(CertificateVerify m) {
    return Check.of(
        Rule.SCHEME_IS_OF_TLS13,
        () -> Signatures.signHandshakes(m.algorithm()),
        () -> m.algorithm() + " signs no handshake");
  }

  /** CV-03, 4.4.3. */
  private static Check schemeFitsCertificate(Optional<PeerKey> key, CertificateVerify m) {
    return Check.of(
        Rule.SCHEME_FITS_CERTIFICATE,
        () -> key.filter(known -> fits(m.algorithm(), known)).isPresent(),
        () ->
            m.algorithm()
                + " does not fit the certificate's key of kind "
                + key.map(known -> known.kind().toString()).orElse("none"));
  }

  /** PKCS#1 v1.5 goes with any RSA key; that it signs no handshake is another matter (CV-02). */
  private static boolean fits(SignatureScheme scheme, PeerKey key) {
    return key.admits(scheme) || (key.kind() == KeyKind.RSA && PKCS1.contains(scheme));
  }

  /**
   * CV-04, 4.4.3: a signature can be looked into by a scheme that signs handshakes with the key.
   */
  private static Check signatureIsValid(
      Optional<PeerKey> key, Signer signer, Bytes transcriptHash, CertificateVerify m) {
    return () ->
        key.filter(known -> known.admits(m.algorithm()))
            .flatMap(known -> Signatures.check(known, m, signer, transcriptHash))
            .map(refusal -> Violation.of(Rule.SIGNATURE_IS_VALID, refusal.reason()));
  }

  private static Optional<PeerKey> key(Certificate certificate) {
    return certificate.certificateList().stream()
        .findFirst()
        .map(entry -> X509Certificates.publicKey(entry.certData()))
        .flatMap(
            key ->
                key instanceof CertificateKey.Found found
                    ? Optional.of(found.key())
                    : Optional.empty());
  }

  // Finished, EndOfEarlyData, application data.

  /** FIN-01, 4.4.4. */
  static Check finishedIsValid(Bytes expected, Finished m) {
    return Check.of(
        Rule.FINISHED_IS_VALID,
        () -> m.verifyData().equals(expected),
        () -> "verify_data is " + m.verifyData() + " and not " + expected);
  }

  /** ED-22, 4.5. */
  static Check endOfEarlyDataIsClients(HandshakeType type) {
    return Check.of(
        Rule.END_OF_EARLY_DATA_IS_CLIENTS,
        () -> !type.equals(HandshakeType.END_OF_EARLY_DATA),
        () -> "a server sent EndOfEarlyData");
  }

  /** KU-01, 4.6.3. */
  static Check keyUpdateIsKnown(KeyUpdate m) {
    return Check.of(
        Rule.KEY_UPDATE_IS_KNOWN,
        m.requestUpdate()::isKnown,
        () -> "request_update is " + m.requestUpdate());
  }

  /** NEG-10, 4.1.1. */
  static Violation nothingToSignWith(List<SignatureScheme> schemes) {
    return Violation.of(Rule.SCHEMES_OVERLAP, "no key here signs by any of " + schemes);
  }

  /** CH-02, 4.1.2. */
  static Check helloComesInTurn() {
    return Check.fail(Rule.HELLO_COMES_IN_TURN, () -> "a ClientHello came after the ServerHello");
  }

  /** APP-01, 4.4.4. */
  static Check dataIsDue(boolean due) {
    return Check.of(Rule.DATA_IS_DUE, () -> due, () -> "application data came before its time");
  }
}
