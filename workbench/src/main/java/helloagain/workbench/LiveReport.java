package helloagain.workbench;

import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent.AlertSent;
import helloagain.exchange.Sent.DataSent;
import helloagain.exchange.Sent.HandshakeSent;
import helloagain.live.LiveRun;
import helloagain.live.Outcome;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import helloagain.refinement.Judges;
import helloagain.refinement.SequenceDiagram;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows what came of one connection.
 *
 * @param isClient whether the reference was the client
 * @param run the connection
 * @param verdict the run, made again beside the specification
 * @param trustsAnybody whether nobody looked at the other's certificate
 */
record LiveReport(boolean isClient, LiveRun run, Verdict verdict, boolean trustsAnybody) {
  private static final int SHOWN_OCTETS = 60;

  /** Lets the specification judge the run. */
  static LiveReport of(Judges judges, boolean isClient, LiveRun run, boolean trustsAnybody) {
    return new LiveReport(isClient, run, run.judge(judges), trustsAnybody);
  }

  /** Who has seen nothing agrees with nothing, nor does who has not seen all that was completed. */
  private boolean agrees() {
    boolean isCovered =
        !(run.outcome() instanceof Outcome.Completed) || verdict.messages() == run.received();
    return verdict.agrees() && verdict.steps() > 0 && isCovered;
  }

  /**
   * Prints the exchange or its JSON.
   *
   * @return the exit code: 0 if it was completed and the specification agrees, 3 if the connection
   *     was lost
   */
  int print(PrintWriter out, boolean json) {
    out.print(json ? Json.text(asJson()) : text());
    out.flush();
    if (run.outcome() instanceof Outcome.Lost && verdict.agrees()) {
      return ExitCode.ENVIRONMENT_FAILED.code();
    }
    if (!agrees()) {
      return ExitCode.VIOLATED.code();
    }
    return (run.outcome() instanceof Outcome.Completed ? ExitCode.HOLDS : ExitCode.VIOLATED).code();
  }

  private record Shown(
      String peer,
      String role,
      String result,
      @Nullable String alert,
      @Nullable String rule,
      @Nullable String reason,
      boolean retried,
      @Nullable String suite,
      @Nullable String group,
      String received,
      boolean agrees,
      int judged,
      List<String> messages) {}

  private Shown asJson() {
    Optional<ServerHello> reply = reply();
    return new Shown(
        run.peer(),
        isClient ? "server" : "client",
        result(),
        alert().map(AlertDescription::name).orElse(null),
        rule().map(Rule::id).orElse(null),
        run.outcome() instanceof Outcome.Lost lost
            ? lost.reason()
            : run.outcome() instanceof Outcome.Refused refused
                ? refused.violation().reason()
                : null,
        messages().contains("HelloRetryRequest"),
        reply.map(hello -> hello.cipherSuite().name()).orElse(null),
        reply.flatMap(Hellos::selectedGroup).map(NamedGroup::name).orElse(null),
        printable(run.dataReceived()),
        agrees(),
        verdict.messages(),
        messages());
  }

  private Optional<ServerHello> reply() {
    return run.events().stream()
        .flatMap(event -> message(event).stream())
        .filter(ServerHello.class::isInstance)
        .map(ServerHello.class::cast)
        .findFirst();
  }

  String result() {
    return run.outcome() instanceof Outcome.Completed
        ? "completed"
        : run.outcome() instanceof Outcome.Lost ? "failed" : "refused";
  }

  private Optional<AlertDescription> alert() {
    if (run.outcome() instanceof Outcome.Refused refused) {
      return Optional.of(refused.violation().alert());
    }
    return run.outcome() instanceof Outcome.RefusedByPeer refused
        ? Optional.of(refused.alert())
        : Optional.empty();
  }

  private Optional<Rule> rule() {
    return run.outcome() instanceof Outcome.Refused refused
        ? Optional.of(refused.violation().rule())
        : Optional.empty();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "With "
            + (isClient ? "a server" : "a client")
            + " at "
            + run.peer()
            + (trustsAnybody ? ", whoever that is" : ""));
    lines.add("");
    SequenceDiagram.text(verdict).lines().forEach(lines::add);
    lines.add("");
    lines.addAll(data("Sent", run.dataSent()));
    lines.addAll(data("Received", run.dataReceived()));
    lines.addAll(Columns.wrapText(words()));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> data(String what, Bytes data) {
    return data.isEmpty() ? List.of() : Columns.wrapText(what + ": " + printable(data));
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    if (run.outcome() instanceof Outcome.Completed) {
      words.append("Completed");
      reply().ifPresent(hello -> words.append(" with ").append(hello.cipherSuite().name()));
      words.append('.');
    } else if (run.outcome() instanceof Outcome.Refused refused) {
      Rule rule = refused.violation().rule();
      words.append(
          "Refused with "
              + refused.violation().alert()
              + ": "
              + rule.id()
              + " "
              + rule.operator()
              + " ("
              + rule.section()
              + "): "
              + refused.violation().reason()
              + ".");
    } else if (run.outcome() instanceof Outcome.RefusedByPeer refused) {
      words.append("The peer refused with " + refused.alert() + ".");
    } else if (run.outcome() instanceof Outcome.Lost lost) {
      words.append("Lost: " + lost.reason() + ".");
    }
    String judged = Columns.count(verdict.messages(), "message");
    words.append(
        agrees()
            ? " The specification agrees with what the reference made of " + judged + "."
            : verdict.agrees()
                ? " The specification has judged no more than " + judged + "."
                : " The specification does not agree with the reference.");
    return words.toString();
  }

  /** Names what was sent and received, in order. */
  private List<String> messages() {
    return run.events().stream().flatMap(event -> name(event).stream()).toList();
  }

  private static Optional<HandshakeMessage> message(Event event) {
    if (event instanceof HandshakeReceived received) {
      return Optional.of(received.message());
    }
    return event instanceof HandshakeSent sent ? Optional.of(sent.message()) : Optional.empty();
  }

  private static Optional<String> name(Event event) {
    Optional<HandshakeMessage> message = message(event);
    if (message.isPresent()) {
      return message.map(LiveReport::name);
    }
    if (event instanceof AlertReceived || event instanceof AlertSent) {
      return Optional.of("alert");
    }
    if (event instanceof DataReceived received) {
      return Optional.of(received.early() ? "early data" : "application data");
    }
    if (event instanceof DataSent sent) {
      return Optional.of(sent.early() ? "early data" : "application data");
    }
    return Optional.empty();
  }

  private static String name(HandshakeMessage message) {
    return message instanceof HelloRetryRequest
        ? "HelloRetryRequest"
        : SequenceDiagram.nameOfType(message.type().name());
  }

  /** The beginning of data, without what no terminal should get. */
  private static String printable(Bytes data) {
    String text =
        new String(
                data.slice(0, Math.min(SHOWN_OCTETS, data.size())).toArray(),
                StandardCharsets.ISO_8859_1)
            .replaceAll("[^ -~]+", " ")
            .strip();
    return data.size() > SHOWN_OCTETS ? text + "..., " + data.size() + " octets" : text;
  }
}
