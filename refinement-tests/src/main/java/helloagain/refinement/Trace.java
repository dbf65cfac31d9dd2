package helloagain.refinement;

import helloagain.rule.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Holds a run as it can be kept and made again.
 *
 * @param comment a line for people, may be empty
 * @param client the client, absent if hostile
 * @param server the server, absent if hostile
 * @param moves what happens, in order
 */
public record Trace(
    String comment, Optional<ClientSetup> client, Optional<ServerSetup> server, List<Move> moves) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if both peers are hostile, or follow different documents
   */
  public Trace {
    moves = List.copyOf(moves);
    if (client.isEmpty() && server.isEmpty()) {
      throw new IllegalArgumentException("a trace has a client or a server that keeps the rules");
    }
    if (client.isPresent()
        && server.isPresent()
        && client.orElseThrow().profile() != server.orElseThrow().profile()) {
      throw new IllegalArgumentException("both peers of a trace follow the same document");
    }
  }

  /** Returns the document that the peers follow. */
  public Profile profile() {
    return client
        .map(ClientSetup::profile)
        .orElseGet(() -> server.map(ServerSetup::profile).orElseThrow());
  }

  /** Returns who keeps the rules. */
  public World world() {
    if (client.isEmpty()) {
      return World.HOSTILE_CLIENT;
    }
    return server.isEmpty() ? World.HOSTILE_SERVER : World.HONEST;
  }
}
