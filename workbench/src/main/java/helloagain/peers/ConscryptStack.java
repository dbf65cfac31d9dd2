package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.conscrypt.Conscrypt;

/** Is Conscrypt, which is BoringSSL; its groups can be set from JDK 20 on. */
final class ConscryptStack extends EngineStack {
  private static final Set<NamedGroup> GROUPS =
      Set.of(
          NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.X25519MLKEM768);

  /** BoringSSL makes two shares, one of a hybrid and one of another group. */
  static final Optional<String> SHARES_HYBRID =
      Optional.of("its client shares X25519MLKEM768 at once if it has it");

  ConscryptStack() {
    super("conscrypt");
  }

  @Override
  public Presence presence() {
    try {
      Conscrypt.checkAvailability();
    } catch (LinkageError e) {
      return new Presence.Absent("its native library does not load here: " + e.getMessage());
    }
    Conscrypt.Version version = Conscrypt.version();
    return new Presence.Present(
        version.major() + "." + version.minor() + "." + version.patch() + " (BoringSSL)");
  }

  @Override
  Set<NamedGroup> groups(PeerRole role) {
    return GROUPS;
  }

  @Override
  Provider provider() {
    return Conscrypt.newProvider();
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (role == PeerRole.CLIENT && scenario.group().equals(NamedGroup.X25519MLKEM768)) {
      return SHARES_HYBRID;
    }
    return role == PeerRole.SERVER && scenario.with() == Extra.COOKIE
        ? Optional.of("its server sends no cookie")
        : super.unable(role, scenario);
  }

  @Override
  public boolean restrictsServerGroups() {
    return EngineGroups.canBeSet();
  }

  @Override
  void restrict(SSLEngine engine, List<NamedGroup> groups) {
    EngineGroups.set(engine, groups);
  }
}
