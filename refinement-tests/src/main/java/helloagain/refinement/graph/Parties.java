package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.Party.End;
import helloagain.server.ServerConfig;
import helloagain.server.ServerState;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets the machines of the reference exchange their hellos, and authenticates what they agreed upon
 * with real signatures and MACs (RFC 8446, 4.4). Confined to one thread.
 */
final class Parties {
  private final Machines machines;
  private final LetterBook book;
  private final LongTermKey trusted;
  private final Packet decryptError;
  private final Map<Standing, Party<?>> parties = new HashMap<>();
  private final Map<Reading, List<Turn<ClientState>>> clientReads = new HashMap<>();
  private final Map<Reading, List<Turn<ServerState>>> serverReads = new HashMap<>();

  private record Standing(Peer<?> peer, End end) {}

  private record Reading(Party<?> party, Packet packet) {}

  /**
   * Makes the parties of a world.
   *
   * @param trusted the long-term key that servers have and clients trust
   */
  Parties(Machines machines, LetterBook book, LongTermKey trusted) {
    this.machines = machines;
    this.book = book;
    this.trusted = trusted;
    this.decryptError =
        machines.packet(new Payload.AlertPayload(Alert.fatal(AlertDescription.DECRYPT_ERROR)));
  }

  /** Returns a client that has sent nothing. */
  Party<ClientState> client(ClientConfig config) {
    return party(machines.client(config), End.NONE);
  }

  /** Returns a server that has read nothing. */
  Party<ServerState> server(ServerConfig config) {
    return party(machines.server(config), End.NONE);
  }

  /** Starts a client. */
  Turn<ClientState> start(Party<ClientState> client) {
    return turn(machines.start(client.peer()));
  }

  /** Lets a client read. */
  List<Turn<ClientState>> clientReads(Party<ClientState> client, Packet packet) {
    return clientReads.computeIfAbsent(
        new Reading(client, packet),
        reading ->
            client.peer().state() instanceof ClientState.Negotiated negotiated
                    && Letter.in(packet).orElse(null) instanceof Letter.Authentication server
                ? authenticate(client, negotiated, server)
                : machines.clientReads(client.peer(), packet).stream().map(this::turn).toList());
  }

  /** Lets a server read. */
  List<Turn<ServerState>> serverReads(Party<ServerState> server, Packet packet) {
    return serverReads.computeIfAbsent(
        new Reading(server, packet),
        reading ->
            server.peer().state() instanceof ServerState.Negotiated negotiated
                    && Letter.in(packet).orElse(null) instanceof Letter.Finished finished
                ? authenticate(server, negotiated, finished)
                : machines.serverReads(server.peer(), packet).stream()
                    .map(outcome -> accepted(outcome, server))
                    .toList());
  }

  /** A client checks the signature and the MAC of the server; either may decide. */
  private List<Turn<ClientState>> authenticate(
      Party<ClientState> client, ClientState.Negotiated state, Letter.Authentication server) {
    HandshakeContext context = HandshakeContext.of(state);
    List<Turn<ClientState>> turns = new ArrayList<>();
    if (!trusted.verifies(server.signature(), context.transcriptHash())) {
      turns.add(refused("ClientAborts", client, End.BAD_SIGNATURE));
    }
    Bytes expected = context.verifyData(Side.SERVER.trafficSecret(state.secrets()));
    if (!expected.equals(server.verifyData())) {
      turns.add(refused("ClientAborts", client, End.BAD_SERVER_FINISHED));
    }
    if (turns.isEmpty()) {
      turns.add(
          new Turn<>(
              "ClientFinishes",
              party(client.peer(), End.CONNECTED),
              List.of(finished(client, state))));
    }
    return turns;
  }

  /** A server checks the MAC of the client. */
  private List<Turn<ServerState>> authenticate(
      Party<ServerState> server, ServerState.Negotiated state, Letter.Finished client) {
    Bytes expected =
        HandshakeContext.of(state).verifyData(Side.CLIENT.trafficSecret(state.secrets()));
    return List.of(
        expected.equals(client.verifyData())
            ? new Turn<>("ServerFinishes", party(server.peer(), End.CONNECTED), List.of())
            : refused("ServerAborts", server, End.BAD_CLIENT_FINISHED));
  }

  private <S> Turn<S> refused(String action, Party<S> party, End end) {
    return new Turn<>(action, party(party.peer(), end), List.of(decryptError));
  }

  /** Returns what a client says when it has checked what the server said. */
  Packet finished(Party<ClientState> client, ClientState.Negotiated state) {
    return book.packet(
        new Letter.Finished(
            book.finish(
                Side.CLIENT, state.secrets(), HandshakeContext.of(state), messages(client))));
  }

  /** Returns what a server says after its ServerHello. */
  Packet authentication(Party<ServerState> server, ServerState.Negotiated state) {
    HandshakeContext context = HandshakeContext.of(state);
    TlaValue messages = messages(server);
    return book.packet(
        new Letter.Authentication(
            book.sign(trusted, context, messages),
            book.finish(Side.SERVER, state.secrets(), context, messages)));
  }

  /** Returns the records of the messages that a party has seen. */
  static TlaValue messages(Party<?> party) {
    return party.value().get("transcript");
  }

  private <S> Turn<S> turn(Outcome<S> outcome) {
    return new Turn<>(outcome.action(), party(outcome.next(), End.NONE), outcome.sent());
  }

  /** A.2: ServerHello and the server's authentication are one flight. */
  private Turn<ServerState> accepted(Outcome<ServerState> outcome, Party<ServerState> before) {
    Turn<ServerState> turn = turn(outcome);
    return outcome.next() != before.peer()
            && outcome.next().state() instanceof ServerState.Negotiated negotiated
        ? new Turn<>(
            turn.action(),
            turn.next(),
            Stream.concat(turn.sent().stream(), Stream.of(authentication(turn.next(), negotiated)))
                .toList())
        : turn;
  }

  @SuppressWarnings("unchecked") // A standing has the states of its peer.
  private <S> Party<S> party(Peer<S> peer, End end) {
    return (Party<S>)
        parties.computeIfAbsent(new Standing(peer, end), key -> new Party<>(peer, end));
  }
}
