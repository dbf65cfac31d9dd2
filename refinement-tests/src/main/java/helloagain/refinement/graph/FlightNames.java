package helloagain.refinement.graph;

import helloagain.flight.Credentials;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.SignatureScheme;
import helloagain.signature.CertificateIssuer;
import helloagain.signature.CertificateTemplate;
import helloagain.signature.KeyKind;
import helloagain.signature.Refusal;
import helloagain.signature.SigningKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificates of {@code FlightRules.tla}: names there, real ones with RSA keys here.
 * Signatures have a salt that is always the same, so that the same run has the same octets.
 */
final class FlightNames {
  static final String SERVER = "server certificate";
  static final String CLIENT = "client certificate";
  static final String STRANGER = "certificate of a stranger";

  /** Gives the same salt to every signature. */
  static final Randomness SALT = length -> Bytes.repeat(0x5a, length);

  private static final Map<Signed, Bytes> SIGNATURES = new ConcurrentHashMap<>();

  private static final Map<String, Credentials> OWNERS = new LinkedHashMap<>();

  static {
    OWNERS.put(SERVER, credentials(SERVER, 1));
    OWNERS.put(CLIENT, credentials(CLIENT, 2));
    OWNERS.put(STRANGER, credentials(STRANGER, 3));
  }

  private record Signed(String owner, SignatureScheme scheme, Bytes content) {}

  private FlightNames() {}

  private static Credentials credentials(String name, long seed) {
    SigningKey key = SigningKey.generate(KeyKind.RSA, Randomness.seeded(seed));
    CertificateTemplate template =
        new CertificateTemplate(
            name,
            seed,
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2049-12-31T23:59:59Z"),
            false,
            List.of());
    return new Credentials(
        List.of(
            CertificateIssuer.selfSigned(template, key, SignatureScheme.RSA_PSS_RSAE_SHA256, SALT)),
        key);
  }

  /** Returns the owner of a certificate by its name. */
  static Credentials owner(String name) {
    return Optional.ofNullable(OWNERS.get(name)).orElseThrow();
  }

  /** Returns the Certificate of an owner by its name. */
  static Certificate certificate(String name) {
    return new Certificate(
        Bytes.EMPTY,
        owner(name).chain().stream().map(data -> new CertificateEntry(data, List.of())).toList());
  }

  /** Signs as the owner of a certificate; the same content is signed once. */
  static Bytes signature(Credentials owner, SignatureScheme scheme, Bytes content) {
    return SIGNATURES.computeIfAbsent(
        new Signed(name(owner.chain().get(0)), scheme, content),
        signed -> owner.key().sign(scheme, content, SALT));
  }

  /** Returns everybody who has a certificate, in a fixed order. */
  static Collection<Credentials> owners() {
    return Collections.unmodifiableCollection(OWNERS.values());
  }

  /** Names a certificate. */
  static String name(Bytes certificate) {
    return OWNERS.entrySet().stream()
        .filter(owner -> owner.getValue().chain().get(0).equals(certificate))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("other");
  }

  /** Trusts one certificate. */
  static Trust in(String name) {
    return chain ->
        name(chain.get(0).certData()).equals(name)
            ? Optional.empty()
            : Optional.of(new Refusal(AlertDescription.UNKNOWN_CA, "not the " + name));
  }
}
