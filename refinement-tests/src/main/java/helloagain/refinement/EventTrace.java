package helloagain.refinement;

import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Received.Unparsable;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.flight.Trust;
import helloagain.message.AlertDescription;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateVerify;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.signature.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes traces of what the reference received and sent in a run. The other peer is bound by
 * nothing. Octets that were no message of their type end a trace: of them nothing is kept.
 */
public final class EventTrace {
  private EventTrace() {}

  /** Makes the trace of a client that goes through the hellos alone. */
  public static Trace ofClient(String comment, ClientSetup client, List<Event> events) {
    return new Trace(comment, Optional.of(client), Optional.empty(), movesOfClient(events));
  }

  /** Makes the trace of a server that goes through the hellos alone. */
  public static Trace ofServer(String comment, ServerSetup server, List<Event> events) {
    return new Trace(
        comment,
        Optional.empty(),
        Optional.of(server),
        moves(events, Move.ClientSends::new, new Move.ServerReads(), event -> Optional.empty()));
  }

  /**
   * Makes the trace of a client that goes through a whole handshake.
   *
   * @param trust whom it took for the server
   */
  public static Trace ofClient(
      String comment, ClientSetup client, Trust trust, List<Event> events) {
    FlightSetup flight =
        new FlightSetup.OfClient(proof(events), distrust(events, trust, client.profile()));
    return new Trace(
        comment, Optional.of(client), Optional.empty(), Optional.of(flight), movesOfClient(events));
  }

  /**
   * Makes the trace of a server that goes through a whole handshake.
   *
   * @param flight what it brought to its flight; proof and distrust are those of the run
   * @param trust whom it took for the client
   */
  public static Trace ofServer(
      String comment,
      ServerSetup server,
      FlightSetup.OfServer flight,
      Trust trust,
      List<Event> events) {
    FlightSetup withProof =
        new FlightSetup.OfServer(
            proof(events),
            distrust(events, trust, server.profile()),
            flight.authentication(),
            flight.schemes(),
            flight.tellsGroups());
    return new Trace(
        comment,
        Optional.empty(),
        Optional.of(server),
        Optional.of(withProof),
        moves(events, Move.ClientSends::new, new Move.ServerReads(), EventTrace::byServer));
  }

  private static List<Move> movesOfClient(List<Event> events) {
    List<Move> moves = new ArrayList<>(List.of(new Move.ClientStarts()));
    moves.addAll(
        moves(events, Move.ServerSends::new, new Move.ClientReads(), EventTrace::byClient));
    return moves;
  }

  /** What the reference sends because it has read something is no move of its own. */
  private static Optional<Move> byClient(Event event) {
    return event instanceof DataSent data
        ? Optional.of(data.early() ? new Move.ClientSendsEarlyData() : new Move.ClientSendsData())
        : Optional.empty();
  }

  /** A.2: after its ServerHello it is the server's turn again. */
  private static Optional<Move> byServer(Event event) {
    if (event instanceof HandshakeSent sent && sent.message() instanceof ServerHello) {
      return Optional.of(new Move.ServerSendsFlight());
    }
    return event instanceof DataSent ? Optional.of(new Move.ServerSendsData()) : Optional.empty();
  }

  private static List<Move> moves(
      List<Event> events,
      Function<Payload, Move> otherSends,
      Move reads,
      Function<Event, Optional<Move>> own) {
    List<Move> moves = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof Unparsable) {
        break;
      }
      if (event instanceof Received received) {
        Payload.of(received)
            .ifPresent(payload -> moves.addAll(List.of(otherSends.apply(payload), reads)));
      }
      own.apply(event).ifPresent(moves::add);
    }
    return moves;
  }

  // What the run has shown of the certificates.

  /** What the reference has signed with, if it has. */
  private static Optional<Proof> proof(List<Event> events) {
    List<HandshakeMessage> sent =
        events.stream()
            .filter(HandshakeSent.class::isInstance)
            .map(event -> ((HandshakeSent) event).message())
            .toList();
    return first(sent, CertificateVerify.class)
        .map(
            verify ->
                new Proof(
                    first(sent, Certificate.class).orElseThrow().certificateList().stream()
                        .map(CertificateEntry::certData)
                        .toList(),
                    verify.signature()));
  }

  /** The alert for the first chain that the other peer has shown, if that was not trusted. */
  private static Optional<AlertDescription> distrust(
      List<Event> events, Trust trust, Profile profile) {
    return events.stream()
        .filter(HandshakeReceived.class::isInstance)
        .map(HandshakeReceived.class::cast)
        .filter(received -> received.message().type().equals(HandshakeType.CERTIFICATE))
        // The length of a hash is of no matter to a Certificate.
        .map(received -> Received.due(received, profile, 0))
        .flatMap(
            received ->
                received instanceof HandshakeReceived due
                        && due.message() instanceof Certificate shown
                        && !shown.certificateList().isEmpty()
                    ? Stream.of(shown)
                    : Stream.empty())
        .findFirst()
        .flatMap(shown -> trust.refusal(shown.certificateList()))
        .map(Refusal::alert);
  }

  private static <T> Optional<T> first(List<HandshakeMessage> messages, Class<T> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
