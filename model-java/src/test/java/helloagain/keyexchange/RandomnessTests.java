package helloagain.keyexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import helloagain.message.Bytes;
import helloagain.transcript.HashAlgorithm;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RandomnessTests {
  @Property(tries = 50)
  void aSeededSourceIsOneStreamHoweverItIsCut(
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int first,
      @ForAll @IntRange(max = 100) int second) {
    Randomness cut = Randomness.seeded(seed);
    assertThat(Bytes.concat(cut.next(first), cut.next(second)))
        .isEqualTo(Randomness.seeded(seed).next(first + second));
  }

  @Test
  void aSeededSourceIsSha256OverSeedAndBlockNumber() {
    Bytes first = HashAlgorithm.SHA256.hash(Bytes.hex("0000000000000007 0000000000000000"));
    Bytes second = HashAlgorithm.SHA256.hash(Bytes.hex("0000000000000007 0000000000000001"));
    assertThat(Randomness.seeded(7).next(64)).isEqualTo(Bytes.concat(first, second));
  }

  @Test
  void seedsGiveDifferentStreams() {
    assertThat(Randomness.seeded(1).next(32)).isNotEqualTo(Randomness.seeded(2).next(32));
  }

  @Test
  @Tag("CH-19")
  @Tag("IMP-01")
  void theSystemSourceDoesNotRepeatItself() {
    Randomness system = Randomness.system();
    assertThat(system.next(32)).isNotEqualTo(system.next(32));
    assertThat(system.next(0)).isEqualTo(Bytes.EMPTY);
    assertThat(system.next(5).size()).isEqualTo(5);
  }

  @Test
  void aNegativeLengthIsAProgrammersFault() {
    assertThatIllegalArgumentException().isThrownBy(() -> Randomness.seeded(1).next(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Randomness.system().next(-1));
  }
}
