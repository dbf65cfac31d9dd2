package helloagain.peers;

import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Is a stack that was set up otherwise than it should be, so that a check has something to find.
 *
 * @param stack the stack
 * @param scenario what its peer is set up for, by what it should be set up for
 * @param materials what its peer has, by what it should have
 * @param answer what it is said to answer to a line
 * @param note what is said to be known of it
 * @param isDeaf whether nothing comes of what its client hears
 */
record Altered(
    Stack stack,
    UnaryOperator<Scenario> scenario,
    UnaryOperator<Materials> materials,
    UnaryOperator<String> answer,
    Optional<String> note,
    boolean isDeaf)
    implements Stack {
  static Altered of(Stack stack) {
    return new Altered(
        stack,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        Optional.empty(),
        false);
  }

  Altered goingThrough(Scenario other) {
    return new Altered(stack, asked -> other, materials, answer, note, isDeaf);
  }

  Altered having(Materials others) {
    return new Altered(stack, scenario, asked -> others, answer, note, isDeaf);
  }

  Altered answering(String other) {
    return new Altered(stack, scenario, materials, line -> other, note, isDeaf);
  }

  Altered known(String matter) {
    return new Altered(stack, scenario, materials, answer, Optional.of(matter), isDeaf);
  }

  Altered deaf() {
    return new Altered(stack, scenario, materials, answer, note, true);
  }

  @Override
  public String name() {
    return stack.name();
  }

  @Override
  public Presence presence() {
    return stack.presence();
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario asked) {
    return Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return stack.restrictsServerGroups();
  }

  @Override
  public String answerTo(Scenario asked, String line) {
    return answer.apply(line);
  }

  @Override
  public Peer peer(PeerRole role, Scenario asked, Materials theirs) throws IOException {
    Peer peer = stack.peer(role, scenario.apply(asked), materials.apply(theirs));
    return isDeaf ? new Deaf(peer) : peer;
  }

  @Override
  public Optional<String> note(PeerRole role, Scenario asked) {
    return note;
  }

  private record Deaf(Peer peer) implements Peer {
    @Override
    public LiveRun speak(LiveClient reference) throws IOException {
      return peer.speak(reference);
    }

    @Override
    public LiveRun speak(LiveServer reference) throws IOException {
      return peer.speak(reference);
    }

    @Override
    public String heard() {
      return "";
    }

    @Override
    public Optional<String> complaint() {
      return Optional.of("what?");
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
