package helloagain.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateRequest;
import helloagain.message.Extension;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HelloRulesTests {
  private static Set<ExtensionType> placesIn(HandshakeMessage message) {
    return IntStream.rangeClosed(0, 0xffff)
        .mapToObj(ExtensionType::new)
        .filter(ExtensionType::isKnown)
        .filter(
            type -> {
              Extension extension = new OpaqueExtension(type, Bytes.EMPTY);
              return HelloRules.extensionsBelongHere(message, List.of(extension))
                  .violation()
                  .isEmpty();
            })
        .collect(Collectors.toSet());
  }

  @Test
  @Tag("EXT-03")
  void requestHasPlacesOfItsOwn() {
    assertThat(placesIn(new CertificateRequest(Bytes.EMPTY, List.of())))
        .containsExactlyInAnyOrder(
            ExtensionType.STATUS_REQUEST,
            ExtensionType.SIGNATURE_ALGORITHMS,
            ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
            ExtensionType.COMPRESS_CERTIFICATE,
            ExtensionType.DELEGATED_CREDENTIAL,
            ExtensionType.CERTIFICATE_AUTHORITIES,
            ExtensionType.OID_FILTERS,
            ExtensionType.SIGNATURE_ALGORITHMS_CERT);
  }

  @Test
  @Tag("EXT-03")
  void certificateHasPlacesOfItsOwn() {
    assertThat(placesIn(new Certificate(Bytes.EMPTY, List.of())))
        .containsExactlyInAnyOrder(
            ExtensionType.STATUS_REQUEST,
            ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
            ExtensionType.DELEGATED_CREDENTIAL);
  }
}
