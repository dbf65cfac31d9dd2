package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.refinement.Payload;
import helloagain.server.ServerConfig;
import java.util.List;
import java.util.Optional;

/**
 * Is a path of a bounded world as one of its peers sees it: what it is told, message by message,
 * and all that it may make of each.
 *
 * @param client the configuration of the peer, if it is a client
 * @param server the configuration of the peer, if it is a server
 * @param told what it is told, one message at least
 */
public record Conversation(
    Optional<ClientConfig> client, Optional<ServerConfig> server, List<Told> told) {
  /** Copies the list. */
  public Conversation {
    told = List.copyOf(told);
  }

  /**
   * Is a message to the peer.
   *
   * @param payload the message
   * @param words what it says
   * @param allowed all that the peer may make of it
   * @param taken which of these leads to the next message, or is wanted at the end
   */
  public record Told(Payload payload, String words, List<Reaction> allowed, int taken) {
    /** Copies the list. */
    public Told {
      allowed = List.copyOf(allowed);
    }

    /** Returns what leads on. */
    public Reaction wanted() {
      return allowed.get(taken);
    }
  }
}
