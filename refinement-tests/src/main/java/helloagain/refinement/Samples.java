package helloagain.refinement;

import java.util.List;

/**
 * Sums up samples of one quantity, in its unit.
 *
 * @param median the middle one, or the mean of both middle ones
 * @param min the least
 * @param max the greatest
 * @param n how many there are
 */
public record Samples(double median, double min, double max, int n) {
  /**
   * Sums up samples.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Samples of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    List<Double> sorted = samples.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Samples(median, sorted.get(0), sorted.get(n - 1), n);
  }

  /** Returns the same samples in a unit of which one old unit has that many. */
  public Samples times(double factor) {
    return new Samples(median * factor, min * factor, max * factor, n);
  }
}
