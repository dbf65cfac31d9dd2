package helloagain.refinement;

/**
 * States how many runs of a batch have a label.
 *
 * @param label the label
 * @param count the runs that have it
 * @param runs all runs of the batch
 */
public record LabelCount(Label label, long count, long runs) {
  /**
   * How seldom chance may speak against a generator that keeps to its minimum, for one label of one
   * batch.
   */
  private static final double CHANCE = 1e-6;

  /** Returns the share of the runs, in percent. */
  public double percentage() {
    return runs == 0 ? 0 : 100.0 * count / runs;
  }

  /**
   * Tells whether there are too few for the minimum: a generator that draws the label exactly as
   * often as its minimum comes out so low once in a million batches at most. In a batch of few runs
   * this asks for less than the minimum, or for nothing at all; the more runs, the closer it is to
   * the minimum.
   */
  public boolean fallsShort() {
    return probabilityOfAtMost(count, runs * label.minimum() / 100) < CHANCE;
  }

  /** Returns the least number of runs that would not fall short. */
  public long required() {
    long least = count;
    if (fallsShort()) {
      while (new LabelCount(label, least, runs).fallsShort()) {
        least++;
      }
      return least;
    }
    while (least > 0 && !new LabelCount(label, least - 1, runs).fallsShort()) {
      least--;
    }
    return least;
  }

  /** Sums the Poisson distribution, which is a little wider than the binomial one. */
  private static double probabilityOfAtMost(long count, double mean) {
    if (count >= mean) {
      return 1;
    }
    double logOfTerm = -mean;
    double sum = Math.exp(logOfTerm);
    for (long k = 1; k <= count; k++) {
      logOfTerm += Math.log(mean / k);
      sum += Math.exp(logOfTerm);
    }
    return sum;
  }
}
