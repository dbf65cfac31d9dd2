package helloagain.vectors;

import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.exchange.Sent;
import helloagain.message.Bytes;
import helloagain.message.ServerHello;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Payload;
import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Reaction;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.server.ServerState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes vectors of {@link RecordScripts}: the reference with its record layer tells what may come
 * of each line.
 */
final class RecordVectors {
  /**
   * Rules of 5.1 that bind the sender of plaintext records alone, so that a receiver has the
   * choice: alignment is to be verified before a change of keys only, and an empty fragment to be
   * refused where it is protected (5.4).
   */
  private static final Set<Rule> OF_SENDERS =
      Set.of(Rule.HELLO_ENDS_ITS_RECORD, Rule.FRAGMENT_IS_NOT_EMPTY);

  private final Profile profile;
  private final RecordScripts.Script script;

  private RecordVectors(Profile profile, RecordScripts.Script script) {
    this.profile = profile;
    this.script = script;
  }

  /** Adds the vectors of a role by a document. */
  static void addTo(VectorMaker maker, Side role, Profile profile) {
    for (RecordScripts.Script script : RecordScripts.of(role, profile)) {
      new RecordVectors(profile, script).addTo(maker);
    }
  }

  private void addTo(VectorMaker maker) {
    Lifting lifting = new Lifting(profile, speaker(), script.peer().psks());
    List<Lifting.Told> told = new ArrayList<>();
    List<String> path = new ArrayList<>();
    SentRecords sent = SentRecords.NONE;
    for (int i = 0; i < script.lines().size(); i++) {
      RecordScripts.Line line = script.lines().get(i);
      sent = noteSent(line.content(), sent, lifting);
      List<Reaction> reactions = reactions(i, Set.of());
      Reaction wanted =
          reactions.stream()
              .filter(reaction -> !reaction.ended())
              .findFirst()
              .orElse(reactions.get(0));
      List<Expected> expected = new ArrayList<>(lifting.expected(reactions));
      if (line.mayEnd()) {
        expected.add(new Expected.Close());
      }
      int taken = wanted.aborts() ? 0 : expected.indexOf(lifting.expected(wanted));
      lifting.noteReceived(wanted);
      told.add(new Lifting.Told(line.words(), line.content(), expected, taken));
      path.add(wanted.action());
    }
    maker.add(profile, new Lifting.Lifted(script.peer(), told), path);
  }

  private Conversation speaker() {
    return script.peer() instanceof TestedPeer.Client client
        ? new Conversation(
            Optional.of(ReferencePeer.config(client, profile, Set.of())),
            Optional.empty(),
            List.of())
        : new Conversation(
            Optional.empty(),
            Optional.of(ReferencePeer.config((TestedPeer.Server) script.peer(), profile, Set.of())),
            List.of());
  }

  private SentRecords noteSent(Message.Content content, SentRecords before, Lifting lifting) {
    if (content instanceof Message.Content.Handshake handshake) {
      lifting.noteSent(new Payload.Handshake(Part.octets(handshake.parts(), this::place)));
      return before;
    }
    if (content instanceof Message.Content.Records records) {
      SentRecords after = before.with(records.made(this::place));
      after.completed().forEach(raw -> lifting.noteSent(new Payload.Handshake(raw)));
      return after;
    }
    return before;
  }

  /** Fills a place as the run with the reference does. */
  private Bytes place(Place place) {
    if (place == Place.SESSION_ID && script.peer() instanceof TestedPeer.Client client) {
      return ReferencePeer.config(client, profile, Set.of()).firstHello().legacySessionId();
    }
    if (place == Place.COOKIE) {
      return MessageConcretion.COOKIE;
    }
    throw new IllegalStateException("no script of records has the place " + place.title());
  }

  /**
   * Says all that may come of a line.
   *
   * @param unchecked rules with which the receiver has chosen to go on
   */
  private List<Reaction> reactions(int line, Set<Rule> unchecked) {
    Endpoint<?> before = EndpointPeer.endpoint(profile, script.peer(), unchecked);
    if (script.peer() instanceof TestedPeer.Client) {
      before = before.start().next();
    }
    for (RecordScripts.Line earlier : script.lines().subList(0, line)) {
      before = after(before, earlier.content());
    }
    Endpoint<?> after = after(before, script.lines().get(line).content());
    Optional<Violation> violation = violation(after.state());
    if (violation.isEmpty()) {
      return List.of(reaction(before, after));
    }
    Rule rule = violation.get().rule();
    List<Reaction> all = new ArrayList<>();
    for (Violation each : violation.get().withEachAlert(profile)) {
      all.add(
          new Reaction(
              action(before, after),
              Optional.of(rule),
              Optional.of(each.alert()),
              List.of(),
              true));
    }
    if (rule.level(profile) == Rule.Level.MAY || OF_SENDERS.contains(rule)) {
      Set<Rule> more = EnumSet.of(rule);
      more.addAll(unchecked);
      all.addAll(reactions(line, more));
    }
    return all;
  }

  private Endpoint<?> after(Endpoint<?> before, Message.Content content) {
    EndpointPeer peer = new EndpointPeer(before);
    if (content instanceof Message.Content.Handshake handshake) {
      peer.tell(Part.octets(handshake.parts(), this::place));
    } else if (content instanceof Message.Content.Records records) {
      peer.tell(records.made(this::place));
    } else {
      peer.tellEnd();
    }
    return peer.endpoint();
  }

  private static Optional<Violation> violation(Object state) {
    if (state instanceof ClientState.Aborted aborted) {
      return Optional.of(aborted.violation());
    }
    return state instanceof ServerState.Aborted aborted
        ? Optional.of(aborted.violation())
        : Optional.empty();
  }

  private static Reaction reaction(Endpoint<?> before, Endpoint<?> after) {
    List<Sent> sent = EndpointPeer.sentSince(before, after);
    return new Reaction(
        action(before, after),
        Optional.empty(),
        Optional.empty(),
        sent.stream().map(Payload::of).toList(),
        after.hasEnded());
  }

  /** Names the action of the specification of the hellos; a record alone is none of theirs. */
  private static String action(Endpoint<?> before, Endpoint<?> after) {
    boolean isClient = after.state() instanceof ClientState;
    String peer = isClient ? "Client" : "Server";
    if (violation(after.state()).isPresent()) {
      return peer + "Aborts";
    }
    if (after.hasEnded()) {
      return peer + "Closes";
    }
    List<Sent> sent = EndpointPeer.sentSince(before, after);
    if (sent.isEmpty()) {
      return after.isNegotiated() && !before.isNegotiated() ? "ClientAccepts" : peer + "ReadsOn";
    }
    // Of two hellos in a record the first is what is answered first.
    if (!(((Sent.HandshakeSent) sent.get(0)).message() instanceof ServerHello)) {
      return peer + "Retries";
    }
    return after.state() instanceof ServerState.Negotiated server && server.retry().isPresent()
        ? "ServerAcceptsSecond"
        : "ServerAcceptsFirst";
  }
}
