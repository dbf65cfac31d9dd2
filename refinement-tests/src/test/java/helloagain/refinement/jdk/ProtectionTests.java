package helloagain.refinement.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ContentType;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class ProtectionTests {
  private static final int HEADER = 5;
  private static final Bytes CONTENT = Bytes.of((byte) 1, (byte) 2, (byte) 3);

  @TestFactory
  Stream<DynamicTest> onlyTheSameKeyOpensWhatWasSealed() {
    return Stream.of(
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
        .map(
            suite ->
                DynamicTest.dynamicTest(
                    suite.name(),
                    () -> {
                      int length = suite.equals(CipherSuite.TLS_AES_256_GCM_SHA384) ? 48 : 32;
                      Bytes secret = Bytes.repeat(0x11, length);
                      Bytes record = Protection.seal(suite, secret, ContentType.HANDSHAKE, CONTENT);
                      Bytes fragment = record.slice(HEADER, record.size());
                      assertThat(Protection.open(suite, secret, fragment))
                          .contains(Bytes.concat(CONTENT, Bytes.of((byte) 22)));
                      assertThat(Protection.open(suite, Bytes.repeat(0x12, length), fragment))
                          .isEmpty();
                      assertThat(Protection.open(suite, secret, Bytes.repeat(0, fragment.size())))
                          .isEmpty();
                    }));
  }
}
