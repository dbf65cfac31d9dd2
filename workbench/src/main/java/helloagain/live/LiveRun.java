package helloagain.live;

import helloagain.client.OfferedKey;
import helloagain.exchange.Event;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.message.Bytes;
import helloagain.refinement.Judges;
import helloagain.refinement.Reference;
import helloagain.refinement.Replay;
import helloagain.refinement.Trace;
import helloagain.refinement.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Holds what went over one connection.
 *
 * @param peer whom the reference spoke with, such as host and port
 * @param outcome how it came out
 * @param events what the reference received and sent, in order
 * @param trace all of it as a trace, in which the peer is bound by nothing
 * @param keyLog the secrets in the format of SSLKEYLOGFILE, one line each; empty if there are none
 * @param chunks the octets that crossed the connection, in order
 * @param tickets the tickets that the server sent, whoever that is, as they are offered at once
 * @param exporter what makes keying material for other protocols, absent if it came to no secrets
 * @param skippedEarlyData how many octets of early data a server skipped, as they stood in records
 */
public record LiveRun(
    String peer,
    Outcome outcome,
    List<Event> events,
    Trace trace,
    List<String> keyLog,
    List<Chunk> chunks,
    List<OfferedKey> tickets,
    Optional<Exporter> exporter,
    int skippedEarlyData) {
  /** Copies the lists. */
  public LiveRun {
    events = List.copyOf(events);
    keyLog = List.copyOf(keyLog);
    chunks = List.copyOf(chunks);
    tickets = List.copyOf(tickets);
  }

  /** Returns how many messages, alerts and pieces of data came from the peer. */
  public int received() {
    return (int) events.stream().filter(Received.class::isInstance).count();
  }

  /** Makes all of the run again, beside the specification. */
  public Verdict judge(Judges judges) {
    return Replay.again(judges, Reference.HELLO_AGAIN, trace);
  }

  /** Returns the application data that came from the peer. */
  public Bytes dataReceived() {
    return Bytes.concat(
        events.stream()
            .filter(Received.DataReceived.class::isInstance)
            .map(event -> ((Received.DataReceived) event).data())
            .toArray(Bytes[]::new));
  }

  /** Returns the application data that was sent. */
  public Bytes dataSent() {
    return Bytes.concat(
        events.stream()
            .filter(Sent.DataSent.class::isInstance)
            .map(event -> ((Sent.DataSent) event).data())
            .toArray(Bytes[]::new));
  }
}
