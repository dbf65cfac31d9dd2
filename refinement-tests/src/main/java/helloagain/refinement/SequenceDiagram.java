package helloagain.refinement;

import helloagain.rule.Rule;
import helloagain.spec.TlaRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Draws runs as sequence diagrams of ASCII characters, in at most 80 columns.
 *
 * <p>Each message is an arrow from the peer that sends it, with what matters of it below. The
 * margins show the state that a peer reaches by a move; a peer that reads and sends in one move
 * shows it beside what it sends. Nothing is known of the state of a hostile peer.
 */
public final class SequenceDiagram {
  private static final int WIDTH = 80;
  private static final int MARGIN = 13;
  private static final int BETWEEN = 50;
  static final String INDENT = "   ";

  private SequenceDiagram() {}

  /**
   * Draws a replayed trace, and says below it where reference and specification differ and which
   * invariants the last state violates.
   *
   * @return lines, each with its end
   */
  public static String text(Verdict verdict) {
    List<String> lines = exchange(verdict.trace().world(), verdict.events());
    verdict.difference().ifPresent(difference -> lines.addAll(words(difference)));
    if (!verdict.violatedInvariants().isEmpty()) {
      lines.add("!! The last state violates invariants of the specification:");
      lines.addAll(hanging(INDENT, String.join(", ", verdict.violatedInvariants())));
    }
    return joined(lines);
  }

  /** Writes a type of message as the figures of RFC 8446 do, such as EncryptedExtensions. */
  public static String nameOfType(String type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.split("_", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.toString();
  }

  /**
   * Draws the moves of a run.
   *
   * @return lines, each with its end
   */
  public static String text(World world, List<LockStep.Event> events) {
    return joined(exchange(world, events));
  }

  private static List<String> exchange(World world, List<LockStep.Event> events) {
    List<String> lines = new ArrayList<>();
    lines.add(
        titles(
            "Client" + (world.hasClient() ? "" : " (hostile)"),
            "Server" + (world.hasServer() ? "" : " (hostile)")));
    lines.add(line(world.hasClient() ? "START" : "", "", world.hasServer() ? "START" : ""));
    Optional<TlaRecord> firstHello = Optional.empty();
    for (LockStep.Event event : events) {
      List<TlaRecord> sent = sent(event);
      lines.addAll(lines(event, sent, firstHello));
      firstHello =
          firstHello.or(
              () ->
                  sent.stream()
                      .filter(message -> text(message, "type").equals("client_hello"))
                      .findFirst());
    }
    return lines;
  }

  /** Returns what was sent in a move; of the hellos the event itself names what a reader read. */
  private static List<TlaRecord> sent(LockStep.Event event) {
    TlaRecord state = event.state();
    if (text(state, "state").equals("ABORTED")) {
      return List.of(Tla.record("type", "alert", "description", text(state, "alert")));
    }
    return switch (event.action()) {
      case "ClientRetries" -> List.of(state.get("second").asRecord());
      case "ServerRetries" -> List.of(state.get("retry").asRecord());
      case "ServerAcceptsFirst", "ServerAcceptsSecond" -> List.of(state.get("reply").asRecord());
      default ->
          FlightActions.isOfFlight(event.action())
              ? event.sent()
              : event.move().isReading() ? List.of() : event.message().stream().toList();
    };
  }

  /** An arrow for each message that is sent, and beside the first the state that is reached. */
  private static List<String> lines(
      LockStep.Event event, List<TlaRecord> sent, Optional<TlaRecord> firstHello) {
    boolean byServer = event.move().isOfServer();
    boolean hostile = event.state().equals(PeerProjection.HOSTILE);
    String state = hostile ? "" : text(event.state(), "state");
    List<String> lines = new ArrayList<>();
    if (sent.isEmpty()) {
      lines.add(byServer ? line("", "", state) : line(state, "", ""));
      lines.addAll(details(reason(event.state()).stream()));
    }
    for (int i = 0; i < sent.size(); i++) {
      TlaRecord message = sent.get(i);
      String shown = i == 0 ? state : "";
      String arrow = arrow(MessageWords.name(message), byServer);
      lines.add(byServer ? line("", arrow, shown) : line(shown, arrow, ""));
      lines.addAll(
          details(
              Stream.concat(
                  MessageWords.phrases(message, firstHello).stream(),
                  reason(event.state()).stream())));
    }
    return lines;
  }

  private static List<String> details(Stream<String> phrases) {
    return phrases
        .collect(() -> new ArrayList<String>(), SequenceDiagram::pack, List::addAll)
        .stream()
        .map(detail -> line("", INDENT + detail, ""))
        .toList();
  }

  /** Names the rule for which a peer has aborted. */
  private static Optional<String> reason(TlaRecord state) {
    if (!text(state, "state").equals("ABORTED")) {
      return Optional.empty();
    }
    String operator = text(state, "rule");
    return Optional.of(
        Rule.withOperator(operator)
            .map(rule -> rule.id() + " " + operator + " (" + rule.section() + ")")
            .orElse(operator));
  }

  private static List<String> words(Difference difference) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "!! At step %d, %s, the reference leaves the specification.",
            difference.step(),
            difference.action()));
    // A move that reads nothing breaks no rule of a receiver.
    if (difference.rule().isPresent() || !difference.allowed().isEmpty()) {
      lines.addAll(hanging("   rule      ", difference.decidingRule()));
    }
    difference.allowed().forEach(allowed -> lines.addAll(hanging("   allowed   ", allowed)));
    lines.addAll(hanging("   observed  ", difference.observed()));
    return lines;
  }

  // Lines of the diagram.

  static String titles(String client, String server) {
    int clientLane = MARGIN + 1;
    int serverLane = clientLane + 1 + BETWEEN;
    String left = " ".repeat(clientLane - client.length() / 2) + client;
    return left + " ".repeat(serverLane - server.length() / 2 - left.length()) + server;
  }

  static String line(String client, String between, String server) {
    return String.format(
        Locale.ROOT, "%" + MARGIN + "s |%-" + BETWEEN + "s| %s", client, between, server);
  }

  static String arrow(String name, boolean toClient) {
    String dashes =
        "-".repeat(Math.max(1, BETWEEN - "-- ".length() - name.length() - " >".length()));
    return toClient ? "<" + dashes + " " + name + " --" : "-- " + name + " " + dashes + ">";
  }

  /** Adds a phrase to the last line if it fits, or else in lines of its own. */
  static void pack(List<String> lines, String phrase) {
    int room = BETWEEN - INDENT.length() - 1;
    int last = lines.size() - 1;
    if (last >= 0 && lines.get(last).length() + "; ".length() + phrase.length() <= room) {
      lines.set(last, lines.get(last) + "; " + phrase);
      return;
    }
    List<String> wrapped = wrap(phrase, room - INDENT.length());
    for (int i = 0; i < wrapped.size(); i++) {
      lines.add((i == 0 ? "" : INDENT) + wrapped.get(i));
    }
  }

  /** Wraps a text behind a label; the following lines begin below the first one. */
  private static List<String> hanging(String label, String text) {
    List<String> lines = new ArrayList<>();
    for (String line : wrap(text, WIDTH - label.length())) {
      lines.add((lines.isEmpty() ? label : " ".repeat(label.length())) + line);
    }
    return lines;
  }

  /** Breaks a text at its spaces, and within a word that is longer than a line. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.trim().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (line.length() > width) {
        lines.add(line.substring(0, width));
        line.delete(0, width);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  static String joined(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line.replaceAll("[^ -~]", "?").stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String text(TlaRecord message, String field) {
    return message.get(field).asString();
  }
}
