package helloagain.workbench;

import helloagain.refinement.Samples;

/**
 * Compares two quantities of the same unit.
 *
 * @param median the first median by the second
 * @param least the least of the first by the greatest of the second
 * @param most the greatest of the first by the least of the second
 */
record Ratio(double median, double least, double most) {
  /** Divides samples by samples. */
  static Ratio of(Samples first, Samples second) {
    return new Ratio(
        first.median() / second.median(), first.min() / second.max(), first.max() / second.min());
  }
}
