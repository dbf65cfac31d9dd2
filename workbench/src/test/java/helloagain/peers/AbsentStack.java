package helloagain.peers;

import java.util.Optional;

/** Is a stack that is nowhere. */
public final class AbsentStack implements Stack {
  @Override
  public String name() {
    return "nowhere";
  }

  @Override
  public Presence presence() {
    return new Presence.Absent("it was never here");
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    return Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  public Peer peer(PeerRole role, Scenario scenario, Materials materials) {
    throw new AssertionError("nobody sets it up");
  }
}
