package helloagain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A plot of a few lines as an SVG picture that needs nothing else and follows the reader's choice
 * of light or dark.
 *
 * @param title what it shows
 * @param x the axis to the right
 * @param y the axis upwards
 * @param series the lines, six at most
 */
record LinePlot(String title, Scale x, Scale y, List<Series> series) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 80;
  private static final int RIGHT = 110;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int MARK = 5;

  /** A colour on a light and on a dark ground. */
  private record Colour(String light, String dark) {}

  private static final List<Colour> COLOURS =
      List.of(
          new Colour("#1f5fa8", "#7db3ff"),
          new Colour("#a8480f", "#ffb07a"),
          new Colour("#1f7a45", "#7ddba3"),
          new Colour("#7a3fa0", "#d2a8ff"),
          new Colour("#8a6d00", "#e3c34a"),
          new Colour("#a02050", "#ff9dbb"));

  /** Checks that there is something to plot. */
  LinePlot {
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > COLOURS.size()) {
      throw new IllegalArgumentException(series.size() + " lines");
    }
  }

  /**
   * An axis.
   *
   * @param label what it counts
   * @param isLogarithmic whether its ticks are powers of ten; values are then above 0
   */
  record Scale(String label, boolean isLogarithmic) {
    private double at(double value) {
      return isLogarithmic ? Math.log10(value) : value;
    }
  }

  /** A line. */
  record Series(String name, List<Place> places) {
    /** Copies the list. */
    Series {
      places = List.copyOf(places);
      if (places.isEmpty()) {
        throw new IllegalArgumentException("no points of " + name);
      }
    }
  }

  /**
   * A point of a line.
   *
   * @param isFilled false for a point that is not what it should have become
   */
  record Place(double x, double y, boolean isFilled) {}

  /** Returns the picture. */
  String svg() {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">",
            WIDTH, HEIGHT, escaped(title)));
    lines.addAll(style());
    lines.add(format("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT));
    lines.add(text("title", LEFT, TOP - 24, "start", title));
    Range across = range(x, Place::x);
    Range up = range(y, Place::y);
    for (int tick = across.from(); tick <= across.to(); tick++) {
      double at = across.place(tick, LEFT, WIDTH - RIGHT);
      lines.add(grid(at, TOP, at, HEIGHT - BOTTOM));
      lines.add(text("tick", at, HEIGHT - BOTTOM + 20, "middle", tick(x, tick)));
    }
    for (int tick = up.from(); tick <= up.to(); tick++) {
      double at = up.place(tick, HEIGHT - BOTTOM, TOP);
      lines.add(grid(LEFT, at, WIDTH - RIGHT, at));
      lines.add(text("tick", LEFT - 8, at + 4, "end", tick(y, tick)));
    }
    lines.add(text("label", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", x.label()));
    lines.add(
        format("<g transform=\"rotate(-90 18 %d)\">", (TOP + HEIGHT - BOTTOM) / 2)
            + text("label", 18, (TOP + HEIGHT - BOTTOM) / 2.0, "middle", y.label())
            + "</g>");
    for (int i = 0; i < series.size(); i++) {
      lines.addAll(line(i, across, up));
    }
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private List<String> line(int number, Range across, Range up) {
    List<Place> places = series.get(number).places();
    List<double[]> points =
        places.stream()
            .map(
                place ->
                    new double[] {
                      across.place(x.at(place.x()), LEFT, WIDTH - RIGHT),
                      up.place(y.at(place.y()), HEIGHT - BOTTOM, TOP)
                    })
            .toList();
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(format("%s%.1f %.1f", path.isEmpty() ? "M" : " L", point[0], point[1]));
    }
    List<String> lines = new ArrayList<>();
    lines.add(format("<path class=\"line c%d\" d=\"%s\"/>", number, path));
    for (int i = 0; i < points.size(); i++) {
      lines.add(
          format(
              "<path class=\"%s c%d\" d=\"%s\"/>",
              places.get(i).isFilled() ? "full" : "hollow",
              number,
              mark(number, points.get(i)[0], points.get(i)[1])));
    }
    double[] last = points.get(points.size() - 1);
    lines.add(
        text("name n" + number, last[0] + 10, last[1] + 4, "start", series.get(number).name()));
    return lines;
  }

  /** Draws marks of other shapes for other lines, for those who do not see the colours. */
  private static String mark(int number, double x, double y) {
    return switch (number % 3) {
      case 0 ->
          format(
              "M%.1f %.1fm-%d 0a%d %d 0 1 0 10 0a%d %d 0 1 0 -10 0z",
              x, y, MARK, MARK, MARK, MARK, MARK);
      case 1 -> format("M%.1f %.1fm-%d -%dh10v10h-10z", x, y, MARK, MARK);
      default -> format("M%.1f %.1fm0 -%dl%d 10h-10z", x, y, MARK, MARK);
    };
  }

  private List<String> style() {
    List<String> lines = new ArrayList<>();
    lines.add("<style>");
    lines.add("text { font: 13px sans-serif; fill: #24292f }");
    lines.add(".title { font-size: 15px; font-weight: bold }");
    lines.add(".ground { fill: #ffffff }");
    lines.add(".grid { stroke: #d0d7de; stroke-width: 1 }");
    lines.add(".line { fill: none; stroke-width: 2 }");
    lines.add(".hollow { fill: #ffffff; stroke-width: 2 }");
    for (int i = 0; i < series.size(); i++) {
      lines.addAll(colour(i, COLOURS.get(i).light()));
    }
    lines.add("@media (prefers-color-scheme: dark) {");
    lines.add("text { fill: #e6edf3 }");
    lines.add(".ground, .hollow { fill: #0d1117 }");
    lines.add(".grid { stroke: #30363d }");
    for (int i = 0; i < series.size(); i++) {
      lines.addAll(colour(i, COLOURS.get(i).dark()));
    }
    lines.add("}");
    lines.add("</style>");
    return lines;
  }

  private static List<String> colour(int number, String colour) {
    return List.of(
        format(".c%d { stroke: %s }", number, colour),
        format(".full.c%d, .n%d { fill: %s }", number, number, colour));
  }

  /** From one tick to another. */
  private record Range(int from, int to) {
    double place(double value, double first, double last) {
      return first + (value - from) / (to - from) * (last - first);
    }
  }

  private Range range(Scale scale, ToDoubleFunction<Place> value) {
    double[] values =
        places().mapToDouble(place -> scale.at(value.applyAsDouble(place))).sorted().toArray();
    int from = (int) Math.floor(values[0]);
    return new Range(from, Math.max(from + 1, (int) Math.ceil(values[values.length - 1])));
  }

  private Stream<Place> places() {
    return series.stream().flatMap(line -> line.places().stream());
  }

  private static String tick(Scale scale, int tick) {
    if (!scale.isLogarithmic()) {
      return Integer.toString(tick);
    }
    return tick >= 0
        ? Columns.count(Math.round(Math.pow(10, tick)))
        : format("%." + -tick + "f", Math.pow(10, tick));
  }

  private static String grid(double fromX, double fromY, double toX, double toY) {
    return format(
        "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        fromX, fromY, toX, toY);
  }

  private static String text(String kind, double x, double y, String anchor, String words) {
    return format(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        kind, x, y, anchor, escaped(words));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
