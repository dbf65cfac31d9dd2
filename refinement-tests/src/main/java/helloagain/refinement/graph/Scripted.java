package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Step;
import helloagain.refinement.Actions;
import helloagain.refinement.Payload;
import helloagain.rule.Profile;
import helloagain.rule.Violation;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes conversations outside the bounded worlds: of what a peer is told, message by message. */
public final class Scripted {
  private Scripted() {}

  /**
   * Is a message to the peer.
   *
   * @param words what it says
   */
  public record Line(String words, Payload payload) {}

  /** Tells a client, after its first hello. */
  public static Conversation with(ClientConfig config, List<Line> lines) {
    return new Conversation(
        Optional.of(config),
        Optional.empty(),
        told(
            lines,
            config.profile(),
            ClientMachine.start(config).next(),
            ClientMachine::permitted,
            (received, step) ->
                reaction(
                    Actions.ofClient(received, step),
                    step,
                    step.next() instanceof ClientState.Aborted aborted
                        ? Optional.of(aborted.violation())
                        : Optional.empty(),
                    step.next().hasEnded())));
  }

  /** Tells a server. */
  public static Conversation with(ServerConfig config, List<Line> lines) {
    return new Conversation(
        Optional.empty(),
        Optional.of(config),
        told(
            lines,
            config.profile(),
            new ServerState.Start(config),
            ServerMachine::permitted,
            Scripted::reaction));
  }

  /**
   * Tells another server what a conversation tells, up to its last message, with the same reactions
   * on the way.
   *
   * @return all that it may make of the last message
   * @throws IllegalArgumentException if it does not react so on the way
   */
  public static List<Reaction> last(ServerConfig config, List<Conversation.Told> told) {
    ServerState state = new ServerState.Start(config);
    for (Conversation.Told one : told.subList(0, told.size() - 1)) {
      Received received = one.payload().received(config.profile());
      state =
          ServerMachine.permitted(state, received).stream()
              .filter(step -> reaction(received, step).equals(one.wanted()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no such reaction: " + one.words()))
              .next();
    }
    Received received = told.get(told.size() - 1).payload().received(config.profile());
    return ServerMachine.permitted(state, received).stream()
        .map(step -> reaction(received, step))
        .toList();
  }

  private static Reaction reaction(Received received, Step<ServerState> step) {
    return reaction(
        Actions.ofServer(received, step),
        step,
        step.next() instanceof ServerState.Aborted aborted
            ? Optional.of(aborted.violation())
            : Optional.empty(),
        step.next().hasEnded());
  }

  private static <S> List<Conversation.Told> told(
      List<Line> lines,
      Profile profile,
      S start,
      BiFunction<S, Received, List<Step<S>>> permitted,
      BiFunction<Received, Step<S>, Reaction> reaction) {
    List<Conversation.Told> told = new ArrayList<>();
    S state = start;
    for (Line line : lines) {
      Received received = line.payload().received(profile);
      List<Step<S>> steps = permitted.apply(state, received);
      List<Reaction> reactions =
          steps.stream().map(step -> reaction.apply(received, step)).toList();
      int taken = 0;
      for (int i = 0; i < reactions.size(); i++) {
        if (!reactions.get(i).ended()) {
          taken = i;
          break;
        }
      }
      told.add(new Conversation.Told(line.payload(), line.words(), reactions, taken));
      state = steps.get(taken).next();
    }
    return told;
  }

  private static Reaction reaction(
      String action, Step<?> step, Optional<Violation> violation, boolean ended) {
    return new Reaction(
        action,
        violation.map(Violation::rule),
        violation.map(Violation::alert),
        step.sent().stream().map(Payload::of).toList(),
        ended);
  }
}
