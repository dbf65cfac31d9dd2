package helloagain.sample;

import helloagain.junit.EngineTest;
import helloagain.junit.HelloVectors;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** A client of TLS 1.3, here that of Bouncy Castle, is told hellos that do not parse. */
final class BouncyCastleClientTests {
  /** It logs each alert; what it is to say, the tests say. */
  private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse");

  private static final SSLContext CONTEXT = context();

  private static SSLContext context() {
    LOG.setLevel(Level.OFF);
    try {
      SSLContext context =
          SSLContext.getInstance("TLS", new BouncyCastleJsseProvider(new BouncyCastleProvider()));
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

  @HelloVectors(role = Side.CLIENT, vectors = "client-octets", expected = "bouncycastle-client.csv")
  void keepsTheRules(EngineTest test) throws IOException, InterruptedException {
    test.run(BouncyCastleClientTests::engine);
  }
}
