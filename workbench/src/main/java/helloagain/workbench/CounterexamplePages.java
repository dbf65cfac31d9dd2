package helloagain.workbench;

import helloagain.refinement.RunDiagram;
import helloagain.refinement.SpecRun;
import helloagain.rule.Rule;
import helloagain.spec.Counterexample.Moment;
import helloagain.spec.Mutant;
import helloagain.spec.SpecSource;
import helloagain.spec.SpecText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a short page for each rule without which something breaks: what was removed, the run, what
 * breaks.
 */
final class CounterexamplePages {
  /** The folder of the pages, as a path from the project's root. */
  static final String FOLDER = "spec/counterexamples";

  static final String INDEX = "README.md";

  /** A page draws so many runs and names the others, or nobody reads it. */
  private static final int DRAWN = 3;

  private static final String END = ".md";

  private final KillMatrix matrix;
  private final SpecSource source;
  private final List<DefectPattern> patterns;

  private CounterexamplePages(KillMatrix matrix, SpecSource source, List<DefectPattern> patterns) {
    this.matrix = matrix;
    this.source = source;
    this.patterns = patterns;
  }

  /**
   * Returns the pages by the names of their files, the index among them.
   *
   * @param matrix a matrix of which the mutants were judged
   * @param source the modules of the mutants
   * @param patterns the root causes of real defects
   */
  static Map<String, String> of(
      KillMatrix matrix, SpecSource source, List<DefectPattern> patterns) {
    CounterexamplePages pages = new CounterexamplePages(matrix, source, patterns);
    Map<String, String> texts = new TreeMap<>();
    byId(matrix).forEach((id, results) -> texts.put(id + END, pages.page(id, results)));
    texts.put(INDEX, index(rows(matrix)));
    return texts;
  }

  /** Writes the pages, and removes those that are none any more. */
  static void write(Map<String, String> pages, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String stale : names(folder)) {
      if (!pages.containsKey(stale)) {
        Files.delete(folder.resolve(stale));
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }

  /** Returns what differs from the pages of a folder, one line each. */
  static List<String> differences(Map<String, String> pages, Path folder) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = folder.resolve(page.getKey());
      if (!Files.exists(file)) {
        differences.add(FOLDER + "/" + page.getKey() + " is missing");
      } else if (!Files.readString(file).equals(page.getValue())) {
        differences.add(FOLDER + "/" + page.getKey() + " is not what this run shows");
      }
    }
    for (String name : names(folder)) {
      if (!pages.containsKey(name)) {
        differences.add(FOLDER + "/" + name + " is of no rule");
      }
    }
    return differences;
  }

  /** Returns where the pages are kept; there need be no such folder. */
  static Path folder() {
    Path tree = SourceTree.file("spec/" + Survivor.FILE).toAbsolutePath().getParent();
    return tree == null ? Path.of("counterexamples") : tree.resolve("counterexamples");
  }

  /** Compares pages with those that are kept, if they are. */
  static List<String> faults(Map<String, String> pages) throws IOException {
    if (!Files.isDirectory(folder())) {
      // The command stands alone, without the source tree.
      return List.of();
    }
    return differences(pages, folder()).stream()
        .map(line -> line + "; 'hello mutants --write' writes the pages")
        .toList();
  }

  /** Returns the name of the page of a rule. */
  static String name(String id) {
    return id + END;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(END))
          .sorted()
          .toList();
    }
  }

  /** Returns the mutants of one rule each, by its id. */
  private static Map<String, List<MutantResult>> byId(KillMatrix matrix) {
    Map<String, List<MutantResult>> byId = new TreeMap<>();
    for (MutantResult result : matrix.ofKind(Mutant.Kind.MUTANT)) {
      List<String> ids = result.mutant().ids();
      if (ids.size() == 1 && result.isKilled()) {
        byId.computeIfAbsent(ids.get(0), id -> new ArrayList<>()).add(result);
      }
    }
    return byId;
  }

  /** Returns the rows of the index, by the ids of their rules. */
  static Map<String, List<String>> rows(KillMatrix matrix) {
    Map<String, List<String>> rows = new TreeMap<>();
    byId(matrix)
        .forEach(
            (id, results) ->
                rows.put(
                    id,
                    results.stream()
                        .map(
                            result ->
                                "| ["
                                    + id
                                    + "]("
                                    + id
                                    + END
                                    + ") | "
                                    + removed(result.mutant())
                                    + " | `"
                                    + result.violated()
                                    + "` |")
                        .toList()));
    return rows;
  }

  /** Returns the index with some rows. */
  static String index(Map<String, List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("# What breaks without a rule");
    lines.add("");
    lines.addAll(
        Columns.wrapText(
            "A page for each rule without which a property of the specification is violated, with"
                + " the shortest run that shows it. `./hello mutants --write` writes these pages;"
                + " `./hello mutants` compares them with what it finds."));
    lines.add("");
    lines.add("| rule | what is removed | what breaks |");
    lines.add("|---|---|---|");
    new TreeMap<>(rows).values().forEach(lines::addAll);
    return String.join("\n", lines) + "\n";
  }

  private String page(String id, List<MutantResult> results) {
    List<String> lines = new ArrayList<>();
    Optional<Rule> rule = Rule.withId(id);
    lines.add("# " + id + rule.map(known -> " " + known.operator()).orElse(""));
    lines.add("");
    lines.addAll(
        Columns.wrapText(rule.map(CounterexamplePages::clause).orElseGet(() -> clause(id))));
    List<MutantResult> sorted =
        results.stream()
            .sorted(
                Comparator.comparingInt((MutantResult result) -> moments(result).size())
                    .thenComparing(result -> result.mutant().name()))
            .toList();
    for (MutantResult result : sorted.subList(0, Math.min(DRAWN, sorted.size()))) {
      lines.add("");
      lines.addAll(mutant(result));
    }
    if (sorted.size() > DRAWN) {
      lines.add("");
      lines.add("## More mutants");
      lines.add("");
      lines.add("| mutant | what is removed | what breaks | steps |");
      lines.add("|---|---|---|---|");
      sorted.subList(DRAWN, sorted.size()).forEach(result -> lines.add(row(result)));
    }
    List<KillRow> rows =
        matrix.rows().stream()
            .filter(row -> row.rule().id().equals(id))
            .filter(row -> row.isKilledInReference() || row.isKilledByVector())
            .toList();
    if (!rows.isEmpty()) {
      lines.add("");
      lines.add("## In the reference");
      for (KillRow row : rows) {
        lines.add("");
        row.replay().ifPresent(kill -> lines.addAll(Columns.wrapText(left(row, kill))));
        row.vector().ifPresent(vector -> lines.addAll(Columns.wrapText(vector.words())));
      }
    }
    List<DefectPattern> of =
        patterns.stream()
            .filter(
                pattern ->
                    pattern.mutants().contains(id)
                        || results.stream()
                            .anyMatch(result -> pattern.mutants().contains(result.mutant().name())))
            .toList();
    if (!of.isEmpty()) {
      lines.add("");
      lines.add("## Real defects");
      lines.add("");
      for (DefectPattern pattern : of) {
        lines.addAll(
            Columns.wrap(
                "", "- " + pattern.id() + ". " + pattern.title() + ". " + pattern.verdict()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** Says where the reference leaves the specification without a check. */
  private static String left(KillRow row, KillRow.ReplayKill kill) {
    String receiver = "Without the check the " + row.receiver().word();
    if (row.isOfGraph()) {
      return receiver + " leaves the world " + kill.run() + " at step " + kill.step() + ".";
    }
    return receiver
        + " leaves the specification at step "
        + kill.step()
        + " of "
        + switch (kill.run()) {
          case KillRow.PROBE -> "the shortest run in which a message breaks the rule";
          case KillRow.DRAWN -> "a stream of records that is drawn";
          default -> "this run";
        }
        + ".";
  }

  /** Says what a rule is that a receiver checks. */
  private static String clause(Rule rule) {
    return rule.statement()
        + " ("
        + (rule.section().startsWith("RFC") ? "" : "RFC 8446, section ")
        + rule.section()
        + ". Who must check it: "
        + switch (rule.who()) {
          case CLIENT -> "the client";
          case SERVER -> "the server";
          case BOTH -> "both";
        }
        + ". Alerts: "
        + String.join(", ", rule.alerts().stream().map(alert -> alert.name()).toList())
        + ".)";
  }

  /** Says what a duty of a sender is, as the table of rules has it. */
  static String clause(String id) {
    RuleRow row =
        RuleTable.ofProject()
            .row(id)
            .orElseThrow(() -> UserError.unusable(RuleTable.PROJECT_FILE + ": has no rule " + id));
    return (row.level().endsWith("NOT") ? row.level() + ": " : "")
        + row.statement()
        + " (RFC 8446, "
        + (row.sections().size() == 1 ? "section " : "sections ")
        + String.join(" and ", row.sections())
        + ". Whom it binds: "
        + (row.who().equals("both") ? "both" : "the " + row.who())
        + ". When: "
        + row.when()
        + ".)";
  }

  private static String row(MutantResult result) {
    return "| "
        + link(result.mutant())
        + " | "
        + removed(result.mutant())
        + " | `"
        + result.violated()
        + "` | "
        + (moments(result).size() - 1)
        + " |";
  }

  private static String link(Mutant mutant) {
    return "[" + mutant.name() + "](../mutants/" + mutant.name() + ".cfg)";
  }

  /** Returns the section of a page that shows one mutant. */
  List<String> mutant(MutantResult result) {
    Mutant mutant = result.mutant();
    List<String> lines = new ArrayList<>();
    lines.add("## " + removed(mutant));
    lines.add("");
    lines.addAll(
        Columns.wrapText(
            link(mutant)
                + " puts another operator in the place of `"
                + mutant.replaced()
                + "`: `"
                + mutant.replacements().get(0)
                + "`."));
    lines.add("");
    lines.add("```");
    lines.addAll(run(result));
    lines.add("```");
    lines.add("");
    lines.addAll(
        Columns.wrapText(
            "Violated: `"
                + result.violated()
                + "` (TLC ends with "
                + result.exitCode()
                + "). "
                + prose(mutant.module(), result.violated())));
    return lines;
  }

  /** Draws the run: as one of the plain exchange, or by what its variables are. */
  static List<String> run(MutantResult result) {
    Optional<SpecRun> plain = result.specRun();
    if (plain.isPresent()) {
      return plain.orElseThrow().diagram().lines().toList();
    }
    List<String> lines = new ArrayList<>(RunDiagram.text(moments(result)).lines().toList());
    ErrorTrace.endings(result.trace()).forEach(ending -> lines.add("   " + ending));
    return lines;
  }

  private static List<Moment> moments(MutantResult result) {
    return result.run().isEmpty() ? ErrorTrace.moments(result.trace()) : result.run();
  }

  /** Returns what becomes of the operator, without the ids that the reason begins with. */
  private static String removed(Mutant mutant) {
    String text = mutant.reason().replaceFirst("^[^:]*: *", "").replaceFirst("\\.$", "");
    return text.isEmpty()
        ? mutant.name()
        : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Returns the comment above a property. */
  private String prose(String module, String property) {
    for (String name : SpecText.withExtended(source, module)) {
      String text = source.text(name + ".tla");
      Matcher found =
          Pattern.compile("(?m)((?:^\\\\\\* .*\\n)+)" + Pattern.quote(property) + " ==")
              .matcher(text);
      if (found.find()) {
        return found.group(1).replaceAll("(?m)^\\\\\\* ", "").replaceAll("\\s+", " ").strip();
      }
    }
    return "";
  }
}
