package helloagain.probe;

import helloagain.message.NamedGroup;
import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.PeerRole;
import helloagain.peers.Presence;
import helloagain.peers.ProgramSource;
import helloagain.peers.StartedClient;
import helloagain.refinement.graph.Side;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Is a program of this machine: a stack that is known, or a client that somebody names.
 *
 * @param name its name
 * @param version its version
 * @param role what it is in its connections
 * @param setups the ways in which it is started
 * @param parallel how many processes of each there are at a time
 */
public record ProgramSubject(
    String name, String version, Side role, List<Setup> setups, int parallel) implements Subject {
  /** What stands for the port in the command of a client. */
  public static final String PORT = "{port}";

  /** Copies the list. */
  public ProgramSubject {
    setups = List.copyOf(setups);
  }

  /** Sets up a stack in all the ways that make it a peer of its own. */
  public static ProgramSubject of(
      ProgramSource stack, Side role, int parallel, Materials materials) {
    PeerRole peerRole = role == Side.CLIENT ? PeerRole.CLIENT : PeerRole.SERVER;
    List<List<NamedGroup>> choices = EngineSource.choices(peerRole);
    return new ProgramSubject(
        stack.name(),
        stack.presence() instanceof Presence.Present present ? present.version() : "unknown",
        role,
        (stack.restrictsServerGroups() ? choices : choices.subList(0, 1))
            .stream()
                .<Setup>map(
                    groups ->
                        new ProgramPool(
                            stack.restrictsServerGroups() ? words(groups) : "its own groups",
                            parallel,
                            () -> stack.started(peerRole, groups, materials)))
                .toList(),
        parallel);
  }

  /**
   * Sets up a client that connects to a port of loopback.
   *
   * @param command its command, with {@code {port}} where the port comes
   * @param isKept whether it connects again and again; otherwise it is started for each connection
   * @param parallel how many there are at a time
   */
  public static ProgramSubject client(List<String> command, boolean isKept, int parallel) {
    String name = command.get(0);
    return new ProgramSubject(
        name,
        "unknown",
        Side.CLIENT,
        List.of(
            new ProgramPool(
                "as it is",
                parallel,
                () ->
                    new StartedClient(
                        name,
                        port ->
                            command.stream()
                                .map(word -> word.replace(PORT, Integer.toString(port)))
                                .toList(),
                        Optional.empty(),
                        isKept))),
        parallel);
  }

  private static String words(List<NamedGroup> groups) {
    return groups.stream().map(NamedGroup::name).collect(Collectors.joining(", "));
  }
}
