package helloagain.refinement;

import helloagain.rule.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Plans a run: who takes part, what a hostile peer sends when it is its turn, who reads first.
 *
 * @param world who keeps the rules
 * @param client the client; in {@link World#HOSTILE_CLIENT} what a hostile client starts from
 * @param server the server; not used in {@link World#HOSTILE_SERVER}
 * @param hostile what a hostile peer sends, in order
 */
public record Script(
    World world, ClientSetup client, ServerSetup server, List<HostileMove> hostile) {
  /** Copies the list. */
  public Script {
    hostile = List.copyOf(hostile);
  }

  /** Returns the same script for peers that follow another document. */
  public Script following(Profile profile) {
    return new Script(world, client.following(profile), server.following(profile), hostile);
  }

  /** Makes the run and keeps it as a trace. */
  public Verdict run(Judges judges, Reference reference) {
    Optional<ClientSetup> honestClient = world.hasClient() ? Optional.of(client) : Optional.empty();
    Optional<ServerSetup> honestServer = world.hasServer() ? Optional.of(server) : Optional.empty();
    LockStep run =
        new LockStep(
            judges,
            reference,
            honestClient.map(ClientSetup::config),
            honestServer.map(ServerSetup::config));
    boolean same = !world.hasClient() || run.apply(new Move.ClientStarts());
    same = same && run.settle();
    for (HostileMove move : hostile) {
      if (!same || world == World.HONEST) {
        break;
      }
      Optional<Move> send = send(move, run);
      if (send.isEmpty()) {
        break;
      }
      same = run.apply(send.orElseThrow()) && run.settle();
    }
    return Verdict.of(new Trace("", honestClient, honestServer, run.moves()), run);
  }

  private Optional<Move> send(HostileMove move, LockStep run) {
    boolean toClient = world == World.HOSTILE_SERVER;
    boolean over =
        toClient ? run.client().orElseThrow().hasEnded() : run.server().orElseThrow().hasEnded();
    if (over) {
      return Optional.empty();
    }
    return Optional.of(
        toClient
            ? new Move.ServerSends(HostileMessages.toClient(move, run))
            : new Move.ClientSends(HostileMessages.toServer(move, run, client)));
  }
}
