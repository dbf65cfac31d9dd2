package helloagain.refinement;

import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Draws a run of any module that has two peers and two channels, in the look of {@link
 * SequenceDiagram}. Who does what follows from the variables that a step changes: what a channel
 * gains is sent by the peer that changes, or put in on the way if none does; what it loses is read
 * or lost. The action's name stands where no peer sends.
 *
 * <p>The variables are {@code client} and {@code server}, or {@code clients} and {@code servers} by
 * session; {@code toServer} and {@code toClient}, likewise by session. What else changes is told
 * below the step, but for the books that properties keep.
 */
public final class RunDiagram {
  /** What a module keeps for its properties and bounds, and what the arrows show already. */
  private static final Set<String> BOOKS =
      Set.of(
          "toServer",
          "toClient",
          "client",
          "server",
          "clients",
          "servers",
          "faults",
          "log",
          "hellos",
          "moves",
          "meddled",
          "harmed",
          "read",
          "sentByClient",
          "sentByServer");

  /** What the arrows and the margins show of a peer, and what never changes. */
  private static final Set<String> DRAWN =
      Set.of("state", "first", "retry", "second", "reply", "alert", "rule", "offer", "policy");

  /** What TLC calls a part of the next-state relation that is no operator. */
  private static final String UNNAMED = "UnnamedAction";

  private final List<Moment> moments;
  private final List<String> lines = new ArrayList<>();

  /** The last message of each kind, to which the next one is compared. */
  private final Map<String, TlaRecord> last = new HashMap<>();

  /** The ClientHello that the server was sent last, as it arrives. */
  private Optional<TlaRecord> heard = Optional.empty();

  /** The cookie of the last HelloRetryRequest, as it arrives. */
  private Optional<TlaRecord> given = Optional.empty();

  private RunDiagram(List<Moment> moments) {
    this.moments = List.copyOf(moments);
  }

  /** Tells whether a run has what the diagram draws. */
  public static boolean isPossible(List<Moment> moments) {
    Set<String> names = moments.get(0).variables().keySet();
    return names.containsAll(Set.of("toServer", "toClient"))
        && (names.containsAll(Set.of("client", "server"))
            || names.containsAll(Set.of("clients", "servers")));
  }

  /**
   * Draws a run.
   *
   * @param moments the initial state and the steps
   * @return lines of at most 80 columns, each with its end
   */
  public static String text(List<Moment> moments) {
    RunDiagram diagram = new RunDiagram(moments);
    diagram.start();
    for (int i = 1; i < moments.size(); i++) {
      diagram.step(i);
    }
    return SequenceDiagram.joined(diagram.lines);
  }

  /** The peers and the channels of one session in one state. */
  private record View(TlaValue client, TlaValue server, Channel toServer, Channel toClient) {}

  /** What is on its way. */
  private record Channel(List<TlaValue> messages) {
    /** Returns what this has more than an earlier state, behind what both have. */
    List<TlaValue> sentSince(Channel before) {
      for (int read = 0; read <= before.messages.size(); read++) {
        List<TlaValue> kept = before.messages.subList(read, before.messages.size());
        if (kept.size() <= messages.size() && messages.subList(0, kept.size()).equals(kept)) {
          return messages.subList(kept.size(), messages.size());
        }
      }
      return messages;
    }
  }

  private void start() {
    View first = view(0, sessions().iterator().next());
    lines.add(
        SequenceDiagram.titles(
            "Client" + (isHostile(first.client) ? " (hostile)" : ""),
            "Server" + (isHostile(first.server) ? " (hostile)" : "")));
    lines.add(SequenceDiagram.line(state(first.client), "", state(first.server)));
    Optional.ofNullable(moments.get(0).variables().get("setup"))
        .ifPresent(setup -> details(List.of("setup: " + ValueWords.text(setup))));
    for (String session : sessions()) {
      View view = view(0, session);
      send(view.toServer.messages, session, "", false);
    }
  }

  private void step(int i) {
    List<String> others = others(i);
    boolean isDrawn = false;
    for (String session : sessions()) {
      View before = view(i - 1, session);
      View after = view(i, session);
      boolean byClient = !before.client.equals(after.client) || injected(i, true).isPresent();
      boolean byServer = !before.server.equals(after.server) || injected(i, false).isPresent();
      if (!byClient && !byServer && before.equals(after)) {
        continue;
      }
      isDrawn = true;
      if (byClient || isHostileSending(before.client, before.toServer, after.toServer)) {
        peer(i, session, before, after, true);
      }
      if (byServer
          || isHostileSending(before.server, before.toClient, after.toClient)
          || isStatelessReply(before, after, byClient)) {
        peer(i, session, before, after, false);
      } else if (!byClient && !isHostileSending(before.client, before.toServer, after.toServer)) {
        onTheWay(i, session, before.toServer, after.toServer, false);
        onTheWay(i, session, before.toClient, after.toClient, true);
      }
    }
    if (!isDrawn && !others.isEmpty()) {
      between(action(i));
    }
    details(others);
  }

  private static boolean isHostileSending(TlaValue peer, Channel before, Channel after) {
    return isHostile(peer) && after.messages.size() > before.messages.size();
  }

  /** A server that keeps nothing reads and sends and is as it was. */
  private static boolean isStatelessReply(View before, View after, boolean byClient) {
    return !byClient
        && after.toServer.messages.size() < before.toServer.messages.size()
        && after.toClient.messages.size() > before.toClient.messages.size();
  }

  /** Draws what a peer reads, becomes and sends. */
  private void peer(int i, String session, View before, View after, boolean isClient) {
    TlaValue old = isClient ? before.client : before.server;
    TlaValue now = isClient ? after.client : after.server;
    Channel in = isClient ? before.toClient : before.toServer;
    Channel inAfter = isClient ? after.toClient : after.toServer;
    Channel out = isClient ? before.toServer : before.toClient;
    List<TlaValue> sent = (isClient ? after.toServer : after.toClient).sentSince(out);
    Optional<TlaRecord> injected = injected(i, isClient);
    Optional<TlaRecord> read =
        injected.or(
            () ->
                inAfter.messages.size() < in.messages.size()
                    ? Optional.of(in.messages.get(0).asRecord())
                    : Optional.empty());
    injected.ifPresent(record -> put("puts in " + ValueWords.message(record), record, session));
    if (sent.isEmpty()) {
      sent = lostAlert(old, now);
    }
    List<String> phrases = new ArrayList<>();
    if (now instanceof TlaRecord peer && old instanceof TlaRecord was) {
      // A transcript that grows by what the arrow shows is no news.
      ValueWords.fields("", was, peer).stream()
          .filter(phrase -> !DRAWN.contains(phrase.split("[. ]", 2)[0]))
          .filter(phrase -> !phrase.startsWith("transcript + ") || phrase.contains(","))
          .forEach(phrases::add);
      reason(was, peer).ifPresent(phrases::add);
      if (peer.has("delivered") && !sent.isEmpty()) {
        phrases.addAll(ValueWords.changes("alert", was.get("alert"), peer.get("alert")));
      }
    }
    if (!sent.isEmpty()) {
      send(sent, session, state(now), !isClient);
    } else {
      side(
          isClient,
          state(now),
          of(
              session,
              read.map(message -> "reads " + ValueWords.message(message)).orElse(action(i))));
    }
    details(phrases);
  }

  /** What is sent to a peer that does not read is nowhere on its way; the alert is known. */
  private static List<TlaValue> lostAlert(TlaValue before, TlaValue after) {
    return !state(before).equals("ABORTED")
            && state(after).equals("ABORTED")
            && after.asRecord().has("alert")
        ? List.of(Tla.record("type", "alert", "description", after.asRecord().get("alert")))
        : List.of();
  }

  /** Returns the record that a receiver reads though it was not on its way, in module Records. */
  private Optional<TlaRecord> injected(int i, boolean isClient) {
    Map<String, TlaValue> variables = moments.get(i).variables();
    TlaValue meddled = variables.get("meddled");
    if (meddled == null
        || meddled.equals(moments.get(i - 1).variables().get("meddled"))
        || !(variables.get("read") instanceof TlaRecord read)
        || !read.get("by").asString().equals(isClient ? "client" : "server")) {
      return Optional.empty();
    }
    return Optional.of(read.get("record").asRecord());
  }

  /** Draws what becomes of a channel that no peer has touched. */
  private void onTheWay(int i, String session, Channel before, Channel after, boolean toClient) {
    if (before.equals(after)) {
      return;
    }
    List<TlaValue> old = before.messages;
    List<TlaValue> now = after.messages;
    int same = 0;
    while (same < Math.min(old.size(), now.size())
        && old.get(old.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
      same++;
    }
    List<TlaValue> gone = old.subList(0, old.size() - same);
    List<TlaValue> come = now.subList(0, now.size() - same);
    String reader = toClient ? "Client" : "Server";
    if (gone.size() == 1 && come.isEmpty() && action(i).startsWith(reader)) {
      String state = state(peer(i, session, toClient ? "client" : "server"));
      String reads = "reads " + ValueWords.message(gone.get(0).asRecord());
      side(toClient, state, of(session, reads + " (" + action(i) + ")"));
      return;
    }
    between(of(session, action(i) + ", to the " + reader.toLowerCase(Locale.ROOT)));
    List<String> phrases = new ArrayList<>();
    if (gone.size() == 1 && come.size() == 1 && isSameKind(gone.get(0), come.get(0))) {
      TlaRecord message = come.get(0).asRecord();
      phrases.addAll(
          ValueWords.fields(ValueWords.message(message) + ".", gone.get(0).asRecord(), message));
      hear(message);
    } else {
      gone.forEach(message -> phrases.add("without " + ValueWords.message(message.asRecord())));
      for (TlaValue message : come) {
        phrases.add("with " + ValueWords.message(message.asRecord()));
        phrases.addAll(news(message.asRecord()));
      }
    }
    details(phrases);
  }

  private static boolean isSameKind(TlaValue message, TlaValue other) {
    return kind(message.asRecord()).equals(kind(other.asRecord()));
  }

  /** Notes what a reader of a message has in hand. */
  private void hear(TlaRecord message) {
    if (message.has("groups")) {
      heard = Optional.of(message);
    } else if (message.has("cookie") && !ValueWords.isNothing(message.get("cookie"))) {
      given = Optional.of(message.get("cookie").asRecord());
    }
  }

  private void put(String text, TlaRecord message, String session) {
    between(of(session, "somebody " + text));
    details(news(message));
  }

  /** Draws an arrow for each message; the state stands beside the first. */
  private void send(List<TlaValue> sent, String session, String state, boolean toClient) {
    for (int i = 0; i < sent.size(); i++) {
      TlaRecord message = sent.get(i).asRecord();
      String arrow = SequenceDiagram.arrow(of(session, ValueWords.message(message)), toClient);
      String shown = i == 0 ? state : "";
      lines.add(
          toClient
              ? SequenceDiagram.line("", arrow, shown)
              : SequenceDiagram.line(shown, arrow, ""));
      details(news(message));
    }
  }

  /** Says what a message has that the last one of its kind had not. */
  private List<String> news(TlaRecord message) {
    Optional<TlaRecord> before = Optional.ofNullable(last.put(kind(message), message));
    if (message.has("pieces") || message.has("mac")) {
      return ValueWords.first(message);
    }
    if (before.filter(message::equals).isPresent() && message.has("groups")) {
      return List.of("as before");
    }
    List<String> phrases = new ArrayList<>(cookie(message));
    hear(message);
    phrases.addAll(
        before
            .map(other -> ValueWords.fields("", other, message))
            .orElseGet(() -> ValueWords.first(message))
            .stream()
            .filter(phrase -> !phrase.startsWith("cookie"))
            .filter(phrase -> !phrase.equals("extensions + cookie"))
            .toList());
    return phrases;
  }

  /**
   * Says of a cookie whether it is the one that the client was given, and of a new one whether it
   * has the hash of the last hello.
   */
  private List<String> cookie(TlaRecord message) {
    if (!message.has("cookie") || ValueWords.isNothing(message.get("cookie"))) {
      return List.of();
    }
    TlaRecord cookie = message.get("cookie").asRecord();
    List<String> phrases = new ArrayList<>();
    if (message.has("groups")) {
      phrases.addAll(
          given
              .map(
                  other ->
                      cookie.equals(other)
                          ? List.of("cookie returned")
                          : ValueWords.changes("cookie", other, cookie))
              .orElse(List.of("cookie " + ValueWords.text(cookie))));
    } else {
      phrases.add("cookie " + ValueWords.text(cookie));
      if (heard.isPresent() && cookie.has("first")) {
        TlaRecord hashed = cookie.get("first").asRecord().get("of").asRecord();
        phrases.addAll(ValueWords.fields("cookie.first.of.", heard.orElseThrow(), hashed));
      }
    }
    return phrases;
  }

  private static String kind(TlaRecord message) {
    return ValueWords.message(message);
  }

  /** Names the rule for which a peer has aborted. */
  private static Optional<String> reason(TlaRecord before, TlaRecord after) {
    if (!after.has("rule")
        || (before.has("rule") && before.get("rule").equals(after.get("rule")))) {
      return Optional.empty();
    }
    String operator = after.get("rule").asString();
    return operator.equals("none")
        ? Optional.empty()
        : Optional.of(
            Rule.withOperator(operator).map(rule -> rule.id() + " ").orElse("") + operator);
  }

  private List<String> others(int i) {
    List<String> phrases = new ArrayList<>();
    moments
        .get(i)
        .variables()
        .forEach(
            (name, value) -> {
              TlaValue before = moments.get(i - 1).variables().get(name);
              if (before != null && !BOOKS.contains(name)) {
                phrases.addAll(ValueWords.changes(name, before, value));
              }
            });
    return phrases;
  }

  /** Tells what a peer does that sends nothing. */
  private void side(boolean isClient, String state, String text) {
    String middle = SequenceDiagram.INDENT + text;
    lines.add(
        isClient
            ? SequenceDiagram.line(state, middle, "")
            : SequenceDiagram.line("", middle, state));
  }

  /** Tells of what no peer does. */
  private void between(String text) {
    lines.add(SequenceDiagram.line("", SequenceDiagram.INDENT + text, ""));
  }

  private void details(List<String> phrases) {
    List<String> packed = new ArrayList<>();
    phrases.forEach(phrase -> SequenceDiagram.pack(packed, phrase));
    packed.forEach(line -> lines.add(SequenceDiagram.line("", SequenceDiagram.INDENT + line, "")));
  }

  /** A run with one session need not name it. */
  private String of(String session, String text) {
    return sessions().size() > 1 ? session + ": " + text : text;
  }

  /** Returns the name of an action; a part of a larger formula has none. */
  private String action(int i) {
    String name = moments.get(i).action();
    return name.equals(UNNAMED) ? "(unnamed action)" : name;
  }

  private static boolean isHostile(TlaValue peer) {
    return peer.equals(PeerProjection.HOSTILE);
  }

  private static String state(TlaValue peer) {
    return isHostile(peer) ? "" : peer.asRecord().get("state").asString();
  }

  /** Returns the names of the sessions; one without a name where the peers are two. */
  private Set<String> sessions() {
    TlaValue clients = moments.get(0).variables().get("clients");
    return clients == null ? Set.of("") : new LinkedHashSet<>(clients.asRecord().fields().keySet());
  }

  private View view(int i, String session) {
    return new View(
        peer(i, session, "client"),
        peer(i, session, "server"),
        channel(i, session, "toServer"),
        channel(i, session, "toClient"));
  }

  private TlaValue peer(int i, String session, String side) {
    return value(i, session, session.isEmpty() ? side : side + "s");
  }

  private Channel channel(int i, String session, String name) {
    return new Channel(value(i, session, name).asSequence().elements());
  }

  private TlaValue value(int i, String session, String name) {
    TlaValue value = Objects.requireNonNull(moments.get(i).variables().get(name));
    return session.isEmpty() ? value : value.asRecord().get(session);
  }
}
