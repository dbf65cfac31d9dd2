package helloagain.workbench;

import helloagain.exchange.Event;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.DataReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent;
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
import helloagain.refinement.Reference;
import helloagain.refinement.Replay;
import helloagain.refinement.SequenceDiagram;
import helloagain.refinement.SequenceDiagram.Arrow;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows what came of one connection.
 *
 * @param isClient whether the reference was the client
 * @param run the connection
 * @param verdict the hellos, made again beside the specification
 * @param trustsAnybody whether nobody looked at the other's certificate
 */
record LiveReport(boolean isClient, LiveRun run, Verdict verdict, boolean trustsAnybody) {
  private static final int SHOWN_OCTETS = 60;

  /** Lets the specification judge the hellos. */
  static LiveReport of(Judges judges, boolean isClient, LiveRun run, boolean trustsAnybody) {
    return new LiveReport(
        isClient, run, Replay.replay(judges, Reference.HELLO_AGAIN, run.trace()), trustsAnybody);
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
    if (!verdict.agrees()) {
      return ExitCode.VIOLATED.code();
    }
    if (run.outcome() instanceof Outcome.Lost) {
      return ExitCode.ENVIRONMENT_FAILED.code();
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
        arrows().stream().anyMatch(arrow -> arrow.name().equals("HelloRetryRequest")),
        reply.map(hello -> hello.cipherSuite().name()).orElse(null),
        reply.flatMap(Hellos::selectedGroup).map(NamedGroup::name).orElse(null),
        printable(run.dataReceived()),
        verdict.agrees(),
        arrows().stream().map(Arrow::name).toList());
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
    StringBuilder text = new StringBuilder(String.join("\n", lines)).append('\n');
    text.append(SequenceDiagram.text(verdict, flights()));
    text.append('\n');
    text.append(
        Columns.wrapText(words()).stream().map(line -> line + "\n").reduce("", String::concat));
    return text.toString();
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
    words.append(
        verdict.agrees()
            ? " The specification agrees with the hellos."
            : " The specification does not agree with the hellos of the reference.");
    return words.toString();
  }

  /** Returns what follows ServerHello. */
  private List<Arrow> flights() {
    List<Arrow> all = arrows();
    List<String> names = all.stream().map(Arrow::name).toList();
    int reply = names.indexOf("ServerHello");
    return reply < 0 ? List.of() : all.subList(reply + 1, all.size());
  }

  private List<Arrow> arrows() {
    List<Arrow> arrows = new ArrayList<>();
    for (Event event : run.events()) {
      boolean isSent = event instanceof Sent;
      name(event)
          .ifPresent(name -> arrows.add(new Arrow(isSent != isClient, name, details(event))));
    }
    return arrows;
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

  /** Writes a type as the figure does, such as EncryptedExtensions. */
  private static String name(HandshakeMessage message) {
    if (message instanceof HelloRetryRequest) {
      return "HelloRetryRequest";
    }
    StringBuilder name = new StringBuilder();
    for (String word : message.type().name().split("_", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  private static List<String> details(Event event) {
    if (event instanceof AlertReceived received) {
      return List.of(received.alert().description().name());
    }
    if (event instanceof AlertSent sent) {
      return List.of(sent.alert().description().name());
    }
    if (event instanceof DataReceived received) {
      return List.of(printable(received.data()));
    }
    return event instanceof DataSent sent ? List.of(printable(sent.data())) : List.of();
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
