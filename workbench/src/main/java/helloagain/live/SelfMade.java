package helloagain.live;

import helloagain.flight.Credentials;
import helloagain.keyexchange.Randomness;
import helloagain.message.SignatureScheme;
import helloagain.signature.CertificateIssuer;
import helloagain.signature.CertificateTemplate;
import helloagain.signature.KeyKind;
import helloagain.signature.SigningKey;
import java.time.Instant;
import java.util.List;

/** Makes credentials that nobody else certifies, always the same for a name. For tests alone. */
public final class SelfMade {
  private SelfMade() {}

  /** Makes a key of P-256 and a certificate for the name, valid from 2020 to 2049. */
  public static Credentials credentials(String name) {
    Randomness randomness = Randomness.seeded(name.hashCode());
    SigningKey key = SigningKey.generate(KeyKind.SECP256R1, randomness);
    CertificateTemplate template =
        new CertificateTemplate(
            name,
            1,
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2049-12-31T23:59:59Z"),
            false,
            List.of(name));
    return new Credentials(
        List.of(
            CertificateIssuer.selfSigned(
                template, key, SignatureScheme.ECDSA_SECP256R1_SHA256, randomness)),
        key);
  }
}
