package helloagain.workbench;

import helloagain.message.AlertDescription;
import helloagain.rule.Rule;
import helloagain.workbench.JavaSources.Member;
import helloagain.workbench.RuleRow.Disposition;
import helloagain.workbench.TlaOperators.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds everything in which rules are named, and finds where it disagrees.
 *
 * @param table the text of {@code spec/rules.csv}
 * @param modules the modules of the specification, by path
 * @param configurations other files of the specification in which rules are mentioned, by path
 * @param reference the sources of the reference, by path
 * @param tests the sources of tests, by path
 * @param rules the constants of the rulebook
 */
record RuleSources(
    String table,
    Map<String, String> modules,
    Map<String, String> configurations,
    Map<String, String> reference,
    Map<String, String> tests,
    List<Rule> rules) {
  /** Reads the source tree. */
  static RuleSources ofProject() {
    Path root = SourceTree.file(RuleTable.PROJECT_FILE).toAbsolutePath().getParent().getParent();
    Map<String, String> modules = new TreeMap<>();
    Map<String, String> configurations = new TreeMap<>();
    texts(root, "spec", ".tla", 1).forEach(modules::put);
    configurations.putAll(texts(root, "spec/models", "", 1));
    configurations.putAll(texts(root, "spec/mutants", "", 1));
    Map<String, String> tests = new TreeMap<>(texts(root, "model-java/src/test", ".java", 99));
    tests.putAll(texts(root, "refinement-tests/src/test", ".java", 99));
    return new RuleSources(
        read(root.resolve(RuleTable.PROJECT_FILE)),
        modules,
        configurations,
        texts(root, "model-java/src/main", ".java", 99),
        tests,
        List.of(Rule.values()));
  }

  private static Map<String, String> texts(Path root, String folder, String ending, int depth) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve(folder), depth)) {
      files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .filter(file -> !file.endsWith("package-info.java"))
          .forEach(
              file -> texts.put(root.relativize(file).toString().replace('\\', '/'), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns these sources with another table. */
  RuleSources withTable(String other) {
    return new RuleSources(other, modules, configurations, reference, tests, rules);
  }

  /** Returns these sources with one file altered, wherever it stands. */
  RuleSources with(String file, String from, String to) {
    return new RuleSources(
        altered(Map.of(RuleTable.PROJECT_FILE, table), file, from, to).get(RuleTable.PROJECT_FILE),
        altered(modules, file, from, to),
        altered(configurations, file, from, to),
        altered(reference, file, from, to),
        altered(tests, file, from, to),
        rules);
  }

  private static Map<String, String> altered(
      Map<String, String> texts, String file, String from, String to) {
    if (!texts.containsKey(file)) {
      return texts;
    }
    String text = texts.get(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " has no '" + from + "'");
    }
    Map<String, String> changed = new TreeMap<>(texts);
    changed.put(file, text.replace(from, to));
    return changed;
  }

  /** Returns these sources with fewer constants. */
  RuleSources without(Rule rule) {
    return new RuleSources(
        table,
        modules,
        configurations,
        reference,
        tests,
        rules.stream().filter(other -> other != rule).toList());
  }

  /** Finds where table, specification, reference and tests disagree, a line each. */
  List<String> faults() {
    RuleTable rows = RuleTable.parse(RuleTable.PROJECT_FILE, table);
    TlaOperators operators = TlaOperators.of(modules);
    JavaSources main = JavaSources.of(reference);
    JavaSources all = JavaSources.of(tests);
    List<String> faults = new ArrayList<>();
    operators.carrying().forEach(operator -> operatorFaults(rows, operator, faults));
    mentionFaults(rows, faults);
    rules.forEach(rule -> constantFaults(rows, rule, faults));
    for (RuleRow row : rows.rows()) {
      rowFaults(row, operators, main, all, faults);
    }
    tagFaults(rows, all, faults);
    return faults;
  }

  private static void operatorFaults(RuleTable rows, Operator operator, List<String> faults) {
    String place = operator.file() + ":" + operator.line() + ": " + operator.name();
    operator
        .header()
        .ifPresent(
            header -> {
              Optional<RuleRow> row = rows.row(header.id());
              row.filter(found -> !found.sections().contains(header.section()))
                  .ifPresent(
                      found ->
                          faults.add(
                              place
                                  + " has section "
                                  + header.section()
                                  + ", the row "
                                  + found.sections()));
              row.filter(found -> !found.receiver().equals(header.who() + " " + header.level()))
                  .ifPresent(
                      found ->
                          faults.add(
                              place
                                  + " has receiver "
                                  + header.who()
                                  + " "
                                  + header.level()
                                  + ", the row '"
                                  + found.receiver()
                                  + "'"));
            });
    // A property says what is promised, also by several rules together; it is none of them.
    if (operator.file().contains("Properties")) {
      return;
    }
    for (String id : operator.leadingIds()) {
      if (rows.row(id).filter(row -> row.operators().contains(operator.name())).isEmpty()) {
        faults.add(place + " stands for " + id + ", whose row does not name it");
      }
    }
  }

  /** Whatever looks like an id of this table in a comment is one. */
  private void mentionFaults(RuleTable rows, List<String> faults) {
    Set<String> groups =
        rows.rows().stream().map(row -> group(row.id())).collect(Collectors.toSet());
    Stream.of(modules, configurations, reference)
        .flatMap(texts -> texts.entrySet().stream())
        .forEach(
            file ->
                RuleText.ids(file.getValue()).stream()
                    .filter(id -> groups.contains(group(id)) && rows.row(id).isEmpty())
                    .forEach(id -> faults.add(file.getKey() + " mentions " + id + ", no row")));
  }

  private static String group(String id) {
    return id.substring(0, id.indexOf('-'));
  }

  private static void constantFaults(RuleTable rows, Rule rule, List<String> faults) {
    Optional<RuleRow> found =
        rows.row(rule.id()).filter(row -> row.constant().equals(Optional.of(rule.name())));
    if (found.isEmpty()) {
      faults.add("Rule." + rule.name() + " is " + rule.id() + ", whose row does not name it");
      return;
    }
    RuleRow row = found.get();
    String receiver = rule.who().name().toLowerCase(Locale.ROOT) + " " + rule.level();
    if (!row.sections().contains(rule.section())) {
      faults.add(row.id() + ": Rule has section " + rule.section() + ", not " + row.sections());
    }
    if (!row.receiver().equals(receiver)) {
      faults.add(row.id() + ": Rule has receiver " + receiver + ", not " + row.receiver());
    }
    if (!new HashSet<>(row.alerts())
        .equals(rule.alerts().stream().map(AlertDescription::name).collect(Collectors.toSet()))) {
      faults.add(row.id() + ": Rule has alerts " + rule.alerts() + ", not " + row.alerts());
    }
    if (rule.isModelled() && !row.operators().contains(rule.operator())) {
      faults.add(row.id() + ": the row does not name " + rule.operator());
    }
  }

  private void rowFaults(
      RuleRow row, TlaOperators operators, JavaSources main, JavaSources all, List<String> faults) {
    for (String name : row.operators()) {
      List<Operator> named = operators.named(name);
      if (named.isEmpty()) {
        faults.add(row.id() + ": there is no operator " + name);
      } else if (named.stream().noneMatch(operator -> operator.ids().contains(row.id()))) {
        faults.add(row.id() + ": the comment above " + name + " does not name it");
      }
    }
    for (String check : row.checks()) {
      if (check.startsWith(RuleText.CONSTANT)) {
        String constant = check.substring(RuleText.CONSTANT.length());
        if (rules.stream().noneMatch(rule -> rule.name().equals(constant))) {
          faults.add(row.id() + ": there is no " + check);
        }
        continue;
      }
      Member member = main.members().get(check);
      if (member == null) {
        faults.add(row.id() + ": there is no " + check);
      } else if (row.disposition() == Disposition.MODELLED
          && !RuleText.ids(member.comment()).contains(row.id())) {
        faults.add(row.id() + ": the comment above " + check + " does not name it");
      }
    }
    for (String test : row.tests()) {
      Member member = all.members().get(test);
      if (member == null || !member.isTest()) {
        faults.add(row.id() + ": there is no test " + test);
      } else if (!member.tags().contains(row.id())) {
        faults.add(row.id() + ": the test " + test + " is not tagged with it");
      }
    }
  }

  private static void tagFaults(RuleTable rows, JavaSources all, List<String> faults) {
    all.members()
        .forEach(
            (name, member) ->
                member.tags().stream()
                    .filter(tag -> RuleText.ID.matcher(tag).matches())
                    .filter(
                        tag -> rows.row(tag).filter(row -> row.tests().contains(name)).isEmpty())
                    .forEach(
                        tag ->
                            faults.add(
                                name + " is tagged with " + tag + ", whose row does not name it")));
  }
}
