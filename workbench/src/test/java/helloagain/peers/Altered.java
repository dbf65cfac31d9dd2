package helloagain.peers;

import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Is a stack that was set up otherwise than it should be, so that a check has something to find.
 *
 * @param stack the stack
 * @param scenario what its peer is set up for, by what it should be set up for
 * @param materials what its peer has, by what it should have
 * @param answers whether its server is said to answer as it does
 * @param exported what it is said to export, if it is
 * @param refusal why it is said to be refused
 * @param isDeaf whether nothing comes of what its client hears
 */
record Altered(
    Stack stack,
    UnaryOperator<Scenario> scenario,
    UnaryOperator<Materials> materials,
    boolean answers,
    Optional<Bytes> exported,
    Optional<String> refusal,
    boolean isDeaf)
    implements Stack {
  static Altered of(Stack stack) {
    return new Altered(
        stack,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        true,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  Altered goingThrough(Scenario other) {
    return new Altered(stack, asked -> other, materials, answers, exported, refusal, isDeaf);
  }

  Altered having(Materials others) {
    return new Altered(stack, scenario, asked -> others, answers, exported, refusal, isDeaf);
  }

  Altered answeringOtherwise() {
    return new Altered(stack, scenario, materials, false, exported, refusal, isDeaf);
  }

  Altered exporting(Bytes material) {
    return new Altered(stack, scenario, materials, answers, Optional.of(material), refusal, isDeaf);
  }

  Altered known(String matter) {
    return new Altered(stack, scenario, materials, answers, exported, Optional.of(matter), isDeaf);
  }

  Altered deaf() {
    return new Altered(stack, scenario, materials, answers, exported, refusal, true);
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
  public boolean isAnswer(String received) {
    return answers && stack.isAnswer(received);
  }

  @Override
  public Peer peer(PeerRole role, Scenario asked, Materials theirs) throws IOException {
    Peer peer = stack.peer(role, scenario.apply(asked), materials.apply(theirs));
    return new AlteredPeer(peer, isDeaf, exported);
  }

  @Override
  public Optional<String> knownRefusal(PeerRole role, Scenario asked) {
    return refusal;
  }

  private record AlteredPeer(Peer peer, boolean isDeaf, Optional<Bytes> material) implements Peer {
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
      return isDeaf ? "" : peer.heard();
    }

    @Override
    public Optional<String> complaint() {
      return isDeaf ? Optional.of("what?") : peer.complaint();
    }

    @Override
    public Optional<Bytes> exported() {
      return material.or(peer::exported);
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
