package helloagain.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A sample: the client of the JDK, with its own groups. */
final class HelloVectorsTests {
  private static SSLEngine client() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine("localhost", 443);
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      return engine;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  @HelloVectors(role = Side.CLIENT, rules = "SH-08")
  void clientOfTheJdkWantsNoCompression(EngineTest test) throws IOException, InterruptedException {
    assertThat(test.id()).startsWith("c");
    test.run(HelloVectorsTests::client);
  }

  /** Seen in 17.0.15 and 25.0.3: it takes a retry that changes nothing (RFC 8446, 4.1.4). */
  @HelloVectors(role = Side.CLIENT, rules = "HRR-07")
  void findingFailsTheTestAndNamesTheRule(EngineTest test) {
    assertThatThrownBy(() -> test.run(HelloVectorsTests::client))
        .satisfiesAnyOf(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("HRR-07")
                    .hasMessageContaining("; observed: "),
            failure ->
                assertThat(failure)
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageStartingWith("not applicable: "));
  }
}
