package helloagain.probe;

import helloagain.message.NamedGroup;
import helloagain.peers.EngineLine;
import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.PeerRole;
import helloagain.peers.Presence;
import helloagain.refinement.graph.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;

/**
 * Is a stack of this JVM.
 *
 * @param name its name
 * @param version its version
 * @param role what its engines are
 * @param setups the ways in which engines are made
 */
public record EngineSubject(String name, String version, Side role, List<Setup> setups)
    implements Subject {
  /** A client of the tests offers TLS 1.2 as well; a server has nothing but TLS 1.3. */
  private static List<String> protocols(Side role) {
    return role == Side.CLIENT ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.3");
  }

  /** Copies the list. */
  public EngineSubject {
    setups = List.copyOf(setups);
  }

  /**
   * Sets up a stack in all the ways that make it a peer of its own.
   *
   * @throws IOException if it cannot be set up
   */
  public static EngineSubject of(EngineSource stack, Side role, Materials materials)
      throws IOException {
    PeerRole peerRole = role == Side.CLIENT ? PeerRole.CLIENT : PeerRole.SERVER;
    List<Setup> setups = new ArrayList<>();
    for (List<NamedGroup> groups : stack.groupChoices(peerRole)) {
      setups.add(
          new OfEngines(
              groups.isEmpty()
                  ? "its own groups"
                  : groups.stream().map(NamedGroup::name).collect(Collectors.joining(", ")),
              stack.engines(peerRole, groups, protocols(role), materials)));
    }
    return new EngineSubject(
        stack.name(),
        stack.presence() instanceof Presence.Present present ? present.version() : "unknown",
        role,
        setups);
  }

  /** Makes engines that know nothing of each other. */
  public record OfEngines(String words, Supplier<SSLEngine> engines) implements Setup {
    @Override
    public Connection connect() {
      return Connection.of(EngineLine.of(engines.get()));
    }
  }

  /** As many as there are processors, for nothing is waited for. */
  @Override
  public int parallel() {
    return Runtime.getRuntime().availableProcessors();
  }
}
