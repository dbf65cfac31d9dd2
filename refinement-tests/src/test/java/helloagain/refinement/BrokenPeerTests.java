package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders that are broken on purpose leave the specification, where the intact reference stays. */
class BrokenPeerTests {
  @ParameterizedTest
  @EnumSource
  void brokenPeerIsCaught(BrokenPeer peer) {
    Optional<Verdict> verdict = peer.caught(Models.REPLAY);
    assertThat(verdict).isPresent();
    assertThat(verdict.orElseThrow().difference()).isPresent();
  }
}
