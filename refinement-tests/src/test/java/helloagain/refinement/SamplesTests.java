package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTests {
  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleOnes() {
    assertThat(Samples.of(List.of(4.0, 1.0, 2.0))).isEqualTo(new Samples(2, 1, 4, 3));
    assertThat(Samples.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(new Samples(2.5, 1, 4, 4));
  }

  @Test
  void noSamplesHaveNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Samples.of(List.of()));
  }

  @Test
  void anotherUnitKeepsTheNumberOfSamples() {
    assertThat(new Samples(2, 1, 4, 3).times(10)).isEqualTo(new Samples(20, 10, 40, 3));
  }
}
