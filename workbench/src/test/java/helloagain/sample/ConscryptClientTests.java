package helloagain.sample;

import helloagain.junit.EngineTest;
import helloagain.junit.HelloVectors;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.conscrypt.Conscrypt;

/**
 * A client of TLS 1.3, here that of Conscrypt, is told HelloRetryRequests that it has to refuse.
 */
final class ConscryptClientTests {
  private static final SSLContext CONTEXT = context();

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS", Conscrypt.newProvider());
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("there is no TLS", e);
    }
  }

  private static SSLEngine engine() {
    SSLEngine engine = CONTEXT.createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return engine;
  }

  @HelloVectors(role = Side.CLIENT, rules = "HRR-07")
  void keepsTheRules(EngineTest test) throws IOException, InterruptedException {
    test.run(ConscryptClientTests::engine);
  }
}
