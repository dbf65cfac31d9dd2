package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.security.CodeSource;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** Is the TLS of Bouncy Castle, on its own cryptography. */
final class BouncyCastleStack extends EngineStack {
  private static final Set<NamedGroup> GROUPS =
      Set.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.FFDHE2048,
          NamedGroup.X25519MLKEM768);

  /**
   * It tells of every connection; what matters is in its exceptions. Held, lest it is collected.
   */
  private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse");

  private final BouncyCastleJsseProvider provider =
      new BouncyCastleJsseProvider(new BouncyCastleProvider());

  BouncyCastleStack() {
    super("bouncycastle");
    LOG.setLevel(Level.OFF);
  }

  @Override
  public Presence presence() {
    return new Presence.Present(
        jarVersion().map(version -> "bctls " + version).orElse(provider.getInfo())
            + ", bcprov "
            + new BouncyCastleProvider().getVersionStr());
  }

  /** The provider counts its versions otherwise than its jar is named. */
  private static Optional<String> jarVersion() {
    CodeSource source = BouncyCastleJsseProvider.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? Optional.empty()
        : Pattern.compile("bctls-jdk18on-([0-9.]+)\\.jar")
            .matcher(source.getLocation().getPath())
            .results()
            .map(match -> match.group(1))
            .findFirst();
  }

  @Override
  Set<NamedGroup> groups(PeerRole role) {
    return GROUPS;
  }

  @Override
  Provider provider() {
    return provider;
  }

  @Override
  KeyManagerFactory keyManagers() throws GeneralSecurityException {
    return KeyManagerFactory.getInstance("PKIX", provider);
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return role == PeerRole.CLIENT && scenario.with() == Extra.TICKET
        ? Optional.of("its client keeps no ticket of TLS 1.3")
        : super.unable(role, scenario);
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  /** A key of P-256 signs only for those who have that group; so it comes last, without a share. */
  @Override
  void restrict(SSLEngine engine, List<NamedGroup> groups) {
    BCSSLEngine own = (BCSSLEngine) engine;
    BCSSLParameters parameters = own.getParameters();
    parameters.setNamedGroups(
        Stream.concat(groups.stream(), Stream.of(NamedGroup.SECP256R1))
            .distinct()
            .map(NamedGroup::name)
            .toArray(String[]::new));
    own.setParameters(parameters);
  }
}
