package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/** Is a stack of this JVM that is a provider of JSSE. */
abstract class EngineStack implements Stack, EngineSource {
  private static final char[] NO_PASSWORD = new char[0];

  private final String name;

  EngineStack(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public List<List<NamedGroup>> groupChoices(PeerRole role) {
    return restrictsServerGroups() ? EngineSource.choices(role) : List.of(List.of());
  }

  /** Returns the groups that it has in a role. */
  abstract Set<NamedGroup> groups(PeerRole role);

  /** Returns the provider of its contexts. */
  abstract Provider provider();

  /** Returns the groups that its client has besides those that it is asked for. */
  abstract void restrict(SSLEngine engine, List<NamedGroup> groups);

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (!groups(role).contains(scenario.group())) {
      return Optional.of("has no " + scenario.group().name());
    }
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      return Optional.of("an SSLEngine takes no external PSK");
    }
    if (scenario.with() == Extra.EARLY_DATA) {
      return Optional.of("an SSLEngine has no early data");
    }
    return Optional.empty();
  }

  @Override
  public Peer peer(PeerRole role, Scenario scenario, Materials materials) throws IOException {
    SSLContext context = made(materials);
    return new EnginePeer(name, () -> engine(context, role, scenario));
  }

  @Override
  public Supplier<SSLEngine> engines(
      PeerRole role, List<NamedGroup> groups, List<String> protocols, Materials materials)
      throws IOException {
    SSLContext context = made(materials);
    return () -> {
      SSLEngine engine = engine(context, role, protocols);
      if (!groups.isEmpty()) {
        choose(engine, groups);
      }
      return engine;
    };
  }

  /** Sets the groups of an engine, these and no others as far as it can. */
  void choose(SSLEngine engine, List<NamedGroup> groups) {
    restrict(engine, groups);
  }

  private static SSLEngine engine(SSLContext context, PeerRole role, List<String> protocols) {
    SSLEngine engine =
        role == PeerRole.CLIENT
            ? context.createSSLEngine(Materials.NAME, 443)
            : context.createSSLEngine();
    engine.setUseClientMode(role == PeerRole.CLIENT);
    engine.setEnabledProtocols(protocols.toArray(String[]::new));
    return engine;
  }

  private SSLEngine engine(SSLContext context, PeerRole role, Scenario scenario) {
    SSLEngine engine = engine(context, role, List.of("TLSv1.3"));
    engine.setNeedClientAuth(
        role == PeerRole.SERVER && scenario.with() == Extra.CLIENT_CERTIFICATE);
    restrict(engine, role == PeerRole.CLIENT ? scenario.clientGroups() : scenario.serverGroups());
    return engine;
  }

  private SSLContext made(Materials materials) throws IOException {
    try {
      return context(materials);
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new IOException("no context can be made: " + e.getMessage(), e);
    }
  }

  private SSLContext context(Materials materials) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "peer",
        materials.peer().key(),
        NO_PASSWORD,
        new Certificate[] {materials.peer().certificate()});
    KeyManagerFactory managers = keyManagers();
    managers.init(keys, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLSv1.3", provider());
    context.init(
        managers.getKeyManagers(),
        new TrustManager[] {new KnownCertificate(materials.reference().certificate())},
        null);
    return context;
  }

  KeyManagerFactory keyManagers() throws GeneralSecurityException {
    return KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
  }
}
