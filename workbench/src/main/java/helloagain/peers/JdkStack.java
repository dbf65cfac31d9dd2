package helloagain.peers;

import helloagain.message.NamedGroup;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Is the TLS of the JDK that runs this. */
final class JdkStack extends EngineStack {
  private static final Set<NamedGroup> GROUPS =
      Set.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.FFDHE2048);

  JdkStack() {
    super("jdk");
  }

  @Override
  public Presence presence() {
    return new Presence.Present(System.getProperty("java.runtime.version", "unknown"));
  }

  @Override
  Set<NamedGroup> groups(PeerRole role) {
    return GROUPS;
  }

  @Override
  Provider provider() {
    try {
      return SSLContext.getDefault().getProvider();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  @Override
  public boolean restrictsServerGroups() {
    return EngineGroups.canBeSet();
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return role == PeerRole.CLIENT
            && scenario.retried()
            && scenario.group().equals(NamedGroup.SECP256R1)
            && !EngineGroups.canBeSet()
        ? Optional.of("shares secp256r1 at once; before JDK 20 the groups of an engine are fixed")
        : super.unable(role, scenario);
  }

  /** It shares the first group of each of two kinds, so that another one has to stand between. */
  @Override
  void restrict(SSLEngine engine, List<NamedGroup> groups) {
    List<NamedGroup> all = new ArrayList<>(groups);
    if (groups.size() > 1) {
      all.add(
          1, groups.contains(NamedGroup.SECP521R1) ? NamedGroup.SECP384R1 : NamedGroup.SECP521R1);
    }
    EngineGroups.set(engine, all);
  }

  @Override
  void choose(SSLEngine engine, List<NamedGroup> groups) {
    EngineGroups.set(engine, groups);
  }

  /** Two kinds of groups get a share at once; one of no other use has to be the second. */
  @Override
  public List<List<NamedGroup>> groupChoices(PeerRole role) {
    return role == PeerRole.SERVER || !EngineGroups.canBeSet()
        ? super.groupChoices(role)
        : List.of(
            List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
            List.of(NamedGroup.X25519, NamedGroup.SECP521R1, NamedGroup.SECP256R1),
            List.of(NamedGroup.SECP256R1, NamedGroup.X448, NamedGroup.X25519));
  }
}
