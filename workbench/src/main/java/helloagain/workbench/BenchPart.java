package helloagain.workbench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names what {@code hello bench} measures. */
enum BenchPart {
  /** Replayed traces a second. */
  REPLAY,
  /** Comparing the graphs of specification and reference. */
  EQUAL,
  /** Worlds with more groups, suites and faults. */
  GROWTH,
  /** The reference's own work for each hello. */
  HELLO,
  /** States a second of a check. */
  CHECK,
  /** Tests a second of the probe. */
  PROBE;

  /** Returns the name on a command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a part by its name on a command line. */
  static Optional<BenchPart> withWord(String word) {
    return Stream.of(values()).filter(part -> part.word().equals(word)).findFirst();
  }

  /** Lists the names. */
  static String words() {
    return Arrays.stream(values()).map(BenchPart::word).collect(Collectors.joining(", "));
  }
}
