package helloagain.workbench;

import helloagain.vectors.Conformance.Departure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays out what became of vectors. */
final class VerificationReport {
  private record Report(
      int vectors,
      int conforming,
      long edges,
      long edgesCovered,
      List<OfFile> files,
      @Nullable Boolean keysAsMade,
      int brokenReferences,
      long caught,
      List<Survivor> survivors,
      List<String> unexplained,
      List<Pattern> patterns,
      double seconds,
      String verdict) {}

  private record OfFile(
      String file,
      int vectors,
      int conforming,
      long edges,
      long edgesCovered,
      boolean asMade,
      @Nullable String departure) {}

  private record Survivor(String reference, String reason) {}

  private record Pattern(String id, String name, int vectors, @Nullable String reason) {}

  private VerificationReport() {}

  /** Returns one JSON object, with an end of line. */
  static String json(VectorVerification verification, double seconds) {
    List<OfFile> files =
        verification.files().stream()
            .map(
                file ->
                    new OfFile(
                        file.source().title(),
                        file.vectors(),
                        file.vectors() - file.departures().size(),
                        file.edges(),
                        file.taken(),
                        file.isAsMade(),
                        file.departures().stream()
                            .findFirst()
                            .map(VerificationReport::words)
                            .orElse(null)))
            .toList();
    return Json.text(
        new Report(
            files.stream().mapToInt(OfFile::vectors).sum(),
            files.stream().mapToInt(OfFile::conforming).sum(),
            files.stream().mapToLong(OfFile::edges).sum(),
            files.stream().mapToLong(OfFile::edgesCovered).sum(),
            files,
            verification.keysAsMade().orElse(null),
            verification.broken().size(),
            verification.broken().stream().filter(one -> one.departure().isPresent()).count(),
            verification.broken().stream()
                .flatMap(
                    one ->
                        one.reason().stream().map(reason -> new Survivor(one.reference(), reason)))
                .toList(),
            unexplained(verification),
            verification.patterns().stream()
                .map(
                    one ->
                        new Pattern(
                            one.pattern().id(),
                            one.pattern().title(),
                            one.vectors(),
                            one.reason().orElse(null)))
                .toList(),
            Json.tenths(seconds),
            (verification.holds() ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word()));
  }

  private static List<String> unexplained(VectorVerification verification) {
    return verification.broken().stream()
        .filter(one -> !one.holds())
        .map(VectorVerification.OfBroken::reference)
        .toList();
  }

  private static String words(Departure departure) {
    return departure.vector().id()
        + " as "
        + departure.peer()
        + " by "
        + departure.profile().word()
        + ": "
        + departure.verdict().observed();
  }

  /** Returns a table and what is not as it should be. */
  static String text(VectorVerification verification, double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-20s %8s %10s %10s %10s%n",
            "file",
            "vectors",
            "conforming",
            "edges",
            "covered"));
    for (VectorVerification.OfFile file : verification.files()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-20s %,8d %,10d %,10d %,10d%n",
              file.source().title(),
              file.vectors(),
              file.vectors() - file.departures().size(),
              file.edges(),
              file.taken()));
      if (!file.isAsMade()) {
        text.append("  is not what the graphs give; 'hello vectors generate' writes it anew\n");
      }
      Optional<Departure> first = file.departures().stream().findFirst();
      first.ifPresent(
          departure ->
              text.append("  the reference departs from ")
                  .append(words(departure))
                  .append("; 'hello vectors show ")
                  .append(departure.vector().id())
                  .append("' shows it\n"));
    }
    verification
        .keysAsMade()
        .ifPresent(
            asMade ->
                text.append(
                    asMade
                        ? "keys                 are those of the pool\n"
                        : "keys                 are not those of the pool;"
                            + " 'hello vectors generate keys' writes them anew\n"));
    if (verification.broken().isEmpty()) {
      text.append("Broken references are judged by all files of single faults together.\n");
    } else {
      text.append(
          String.format(
              Locale.ROOT,
              "%d broken references: %d caught, %d told by no vector for a reason%n",
              verification.broken().size(),
              verification.broken().stream().filter(one -> one.departure().isPresent()).count(),
              verification.broken().stream().filter(one -> one.reason().isPresent()).count()));
    }
    for (VectorVerification.OfBroken one : verification.broken()) {
      if (!one.holds()) {
        text.append("  ")
            .append(one.reference())
            .append(
                one.departure().isPresent()
                    ? " has a reason in "
                        + VectorVerification.SURVIVORS
                        + ", and is caught by "
                        + one.departure().get().vector().id()
                    : " fails no vector, and " + VectorVerification.SURVIVORS + " has no reason")
            .append('\n');
      }
    }
    patterns(text, verification);
    return text.append(
            String.format(
                Locale.ROOT,
                "%s after %.1f s%n",
                (verification.holds() ? World.Outcome.HOLDS : World.Outcome.VIOLATED).word(),
                seconds))
        .toString();
  }

  /**
   * Counts the root causes of real defects that have vectors, and names what is wrong with them.
   */
  private static void patterns(StringBuilder text, VectorVerification verification) {
    if (verification.patterns().isEmpty()) {
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "patterns: %d, with vectors: %d%n",
            verification.patterns().size(),
            verification.patternsWithVectors()));
    for (VectorVerification.OfPattern one : verification.patterns()) {
      if (!one.holds()) {
        text.append("  ")
            .append(one.pattern().id())
            .append(
                one.vectors() > 0
                    ? " has a reason in spec/"
                        + DefectPattern.FILE
                        + " why no vector is about it, and "
                        + Columns.count(one.vectors())
                        + (one.vectors() == 1 ? " is" : " are")
                    : " has no vector, and spec/" + DefectPattern.FILE + " has no reason")
            .append('\n');
      }
    }
  }
}
