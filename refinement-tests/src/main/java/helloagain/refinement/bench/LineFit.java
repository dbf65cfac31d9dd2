package helloagain.refinement.bench;

import java.util.List;

/**
 * A line through points, by least squares.
 *
 * @param slope how much y grows when x grows by one
 * @param intercept y where x is 0
 */
public record LineFit(double slope, double intercept) {
  /** A point. */
  public record Point(double x, double y) {}

  /**
   * Fits a line.
   *
   * @throws IllegalArgumentException if fewer than two of the points differ in x
   */
  public static LineFit of(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
    double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
    double spread = points.stream().mapToDouble(p -> (p.x() - meanX) * (p.x() - meanX)).sum();
    if (spread <= 0) {
      throw new IllegalArgumentException("no line goes through " + points.size() + " such points");
    }
    double slope =
        points.stream().mapToDouble(p -> (p.x() - meanX) * (p.y() - meanY)).sum() / spread;
    return new LineFit(slope, meanY - slope * meanX);
  }
}
