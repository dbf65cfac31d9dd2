package helloagain.refinement.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SignatureException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

final class SelfSignedTests {
  private final SelfSigned identity = SelfSigned.generate();

  @Test
  void certificateIsSignedWithItsOwnKey() {
    X509Certificate certificate = identity.certificate();
    assertThatCode(() -> certificate.verify(certificate.getPublicKey())).doesNotThrowAnyException();
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=hello");
  }

  @Test
  void certificateIsNotSignedWithAnotherKey() {
    assertThatThrownBy(
            () -> identity.certificate().verify(SelfSigned.generate().certificate().getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void certificateIsForAKeyOfP256() {
    assertThat(identity.certificate().getVersion()).isEqualTo(1);
    assertThat(identity.certificate().getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(identity.privateKey().getAlgorithm()).isEqualTo("EC");
  }
}
