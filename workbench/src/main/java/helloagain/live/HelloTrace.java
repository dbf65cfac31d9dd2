package helloagain.live;

import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.message.HandshakeMessage;
import helloagain.message.ServerHello;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Move;
import helloagain.refinement.Payload;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a trace of the hellos of a connection: everything up to the ServerHello. */
final class HelloTrace {
  private HelloTrace() {}

  static Trace ofClient(String comment, ClientSetup client, List<Event> events) {
    List<Move> moves = new ArrayList<>(List.of(new Move.ClientStarts()));
    moves.addAll(moves(events, Move.ServerSends::new, new Move.ClientReads()));
    return new Trace(comment, Optional.of(client), Optional.empty(), moves);
  }

  static Trace ofServer(String comment, ServerSetup server, List<Event> events) {
    return new Trace(
        comment,
        Optional.empty(),
        Optional.of(server),
        moves(events, Move.ClientSends::new, new Move.ServerReads()));
  }

  private static List<Move> moves(
      List<Event> events, Function<Payload, Move> peerSends, Move weRead) {
    List<Move> moves = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Received received && !(received instanceof Received.Unparsable)) {
        payload(received)
            .ifPresent(payload -> moves.addAll(List.of(peerSends.apply(payload), weRead)));
      }
      if (message(event).filter(ServerHello.class::isInstance).isPresent()) {
        break;
      }
    }
    return moves;
  }

  private static Optional<HandshakeMessage> message(Event event) {
    if (event instanceof HandshakeReceived received) {
      return Optional.of(received.message());
    }
    return event instanceof HandshakeSent sent ? Optional.of(sent.message()) : Optional.empty();
  }

  private static Optional<Payload> payload(Received received) {
    if (received instanceof HandshakeReceived handshake) {
      return Optional.of(new Payload.Handshake(handshake.raw()));
    }
    if (received instanceof AlertReceived alert) {
      return Optional.of(new Payload.AlertPayload(alert.alert()));
    }
    return received instanceof DataReceived ? Optional.empty() : Optional.of(new Payload.Close());
  }
}
