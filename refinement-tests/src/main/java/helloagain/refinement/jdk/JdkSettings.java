package helloagain.refinement.jdk;

import helloagain.message.CipherSuite;
import helloagain.message.ProtocolVersion;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Says how the TLS of the JDK is set up. What is not said is left as the JDK has it, above all the
 * groups: until JDK 20 they could be set for the whole JVM only.
 *
 * @param versions the versions, TLS 1.2 or 1.3
 * @param suites the suites of TLS 1.3 by falling preference, or none for those of the JDK
 * @param protocols the application protocols of a client, or none for no such extension
 * @param seed what the randomness follows from, so that the same JDK sends the same hellos again
 */
public record JdkSettings(
    List<ProtocolVersion> versions, List<CipherSuite> suites, List<String> protocols, long seed) {
  /** TLS 1.3 alone, everything else as the JDK has it. */
  public static final JdkSettings TLS13 =
      new JdkSettings(List.of(ProtocolVersion.TLS_13), List.of(), List.of(), 1);

  /** Copies the lists. */
  public JdkSettings {
    versions = List.copyOf(versions);
    suites = List.copyOf(suites);
    protocols = List.copyOf(protocols);
  }

  /** Returns the same settings with other versions. */
  public JdkSettings withVersions(ProtocolVersion... others) {
    return new JdkSettings(List.of(others), suites, protocols, seed);
  }

  /** Returns the same settings with other suites. */
  public JdkSettings withSuites(CipherSuite... others) {
    return new JdkSettings(versions, List.of(others), protocols, seed);
  }

  /** Returns the same settings with other application protocols. */
  public JdkSettings withProtocols(String... others) {
    return new JdkSettings(versions, suites, List.of(others), seed);
  }

  /** Makes a client that names {@code server.example} and trusts nobody. */
  JdkPeer client() {
    SSLEngine engine = context(List.of()).createSSLEngine("server.example", 443);
    engine.setUseClientMode(true);
    return peer(engine);
  }

  /** Makes a server with a certificate that it has signed itself. */
  JdkPeer server() {
    SSLEngine engine = context(List.of(new OneKey(Identity.SERVER))).createSSLEngine();
    engine.setUseClientMode(false);
    return peer(engine);
  }

  private JdkPeer peer(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(
        versions.stream()
            .map(version -> version.name().replace("TLS ", "TLSv"))
            .toArray(String[]::new));
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(suites.stream().map(CipherSuite::name).toArray(String[]::new));
    }
    parameters.setApplicationProtocols(protocols.toArray(String[]::new));
    engine.setSSLParameters(parameters);
    return new JdkPeer(engine);
  }

  private SSLContext context(List<KeyManager> keys) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.toArray(KeyManager[]::new), new TrustManager[] {new TrustNobody()}, random);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /** Makes the server's key when it is first wanted, once in a JVM. */
  private static final class Identity {
    static final SelfSigned SERVER = SelfSigned.generate();
  }

  /** Has one key and gives it to whoever asks for a key of its kind. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "server";

    private final SelfSigned identity;

    OneKey(SelfSigned identity) {
      this.identity = identity;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return isOfType(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return isOfType(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return isOfType(keyType) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {identity.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.privateKey();
    }

    private boolean isOfType(String keyType) {
      return identity.privateKey().getAlgorithm().equals(keyType);
    }
  }

  /**
   * Trusts nobody. An exchange ends before certificates, and without this the JDK would read its
   * own store of them.
   */
  private static final class TrustNobody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw refusal();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private static CertificateException refusal() {
      return new CertificateException("nobody is trusted here");
    }
  }
}
