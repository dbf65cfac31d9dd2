package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a run as it can be kept and made again.
 *
 * @param comment a line for people, may be empty
 * @param client the client, absent if hostile
 * @param server the server, absent if hostile
 * @param flight what the one peer that keeps the rules brought to what follows ServerHello; absent
 *     if the run ends there
 * @param moves what happens, in order
 */
public record Trace(
    String comment,
    Optional<ClientSetup> client,
    Optional<ServerSetup> server,
    Optional<FlightSetup> flight,
    List<Move> moves) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if both peers are hostile, or follow different documents; or
   *     if there is a flight, and not one peer alone, of that side
   */
  public Trace {
    moves = List.copyOf(moves);
    if (flight.isPresent()
        && (flight.orElseThrow() instanceof FlightSetup.OfClient
            ? client.isEmpty() || server.isPresent()
            : server.isEmpty() || client.isPresent())) {
      throw new IllegalArgumentException("a flight is that of the one peer that keeps the rules");
    }
    if (client.isEmpty() && server.isEmpty()) {
      throw new IllegalArgumentException("a trace has a client or a server that keeps the rules");
    }
    if (client.isPresent()
        && server.isPresent()
        && client.orElseThrow().profile() != server.orElseThrow().profile()) {
      throw new IllegalArgumentException("both peers of a trace follow the same document");
    }
  }

  /** Holds a run that ends with ServerHello. */
  public Trace(
      String comment,
      Optional<ClientSetup> client,
      Optional<ServerSetup> server,
      List<Move> moves) {
    this(comment, client, server, Optional.empty(), moves);
  }

  /** Returns what of the run goes up to ServerHello. */
  public Trace hellos() {
    List<Move> kept = new ArrayList<>();
    boolean isReply = false;
    for (Move move : moves) {
      if (move instanceof Move.ServerSendsFlight) {
        break;
      }
      if (!(move instanceof Move.OfFlight)) {
        kept.add(move);
      }
      if (isReply && move instanceof Move.ClientReads) {
        break;
      }
      isReply = move.carried().filter(this::isServerHello).isPresent();
    }
    return new Trace(comment, client, server, kept);
  }

  private boolean isServerHello(Payload payload) {
    return payload.received(profile()) instanceof Received.HandshakeReceived received
        && received.message() instanceof ServerHello;
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
