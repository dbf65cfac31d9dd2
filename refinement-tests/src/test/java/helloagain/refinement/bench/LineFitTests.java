package helloagain.refinement.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import helloagain.refinement.bench.LineFit.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFitTests {
  @Test
  void lineThroughPointsOnALineIsThatLine() {
    LineFit line = LineFit.of(List.of(new Point(1, 5), new Point(2, 7), new Point(4, 11)));

    assertThat(line.slope()).isCloseTo(2, within(1e-12));
    assertThat(line.intercept()).isCloseTo(3, within(1e-12));
  }

  @Test
  void lineThroughScatteredPointsHasTheLeastSquares() {
    LineFit line = LineFit.of(List.of(new Point(0, 0), new Point(1, 2), new Point(2, 1)));

    assertThat(line.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(line.intercept()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void pointsAboveEachOtherHaveNoLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LineFit.of(List.of(new Point(1, 2), new Point(1, 3))));
    assertThatIllegalArgumentException().isThrownBy(() -> LineFit.of(List.of()));
  }
}
