package helloagain.workbench;

import helloagain.rule.Rule;
import helloagain.vectors.VectorNote;
import helloagain.vectors.VectorSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Explains the flags of vectors by the tables of rules and of root causes. */
final class VectorNotes {
  private VectorNotes() {}

  /** Returns the notes on all rules that the tests of a set name. */
  static SortedMap<String, VectorNote> of(VectorSet set) {
    RuleTable table = RuleTable.ofProject();
    List<DefectPattern> patterns = DefectPattern.ofProject();
    SortedMap<String, VectorNote> notes = new TreeMap<>();
    set.vectors().values().stream()
        .flatMap(vector -> vector.rules().stream())
        .distinct()
        .forEach(id -> notes.put(id, note(id, table, patterns)));
    return notes;
  }

  private static VectorNote note(String id, RuleTable table, List<DefectPattern> patterns) {
    RuleRow row =
        table
            .row(id)
            .orElseThrow(() -> new IllegalStateException("the table of rules lacks " + id));
    Optional<Rule> rule = Rule.all().stream().filter(one -> one.id().equals(id)).findFirst();
    return new VectorNote(
        id,
        row.sections(),
        row.rfc9846(),
        rule.map(one -> one.level().name().toUpperCase(Locale.ROOT)).orElse("MUST"),
        rule.map(Rule::statement).orElse(row.statement()),
        row.alerts(),
        row.named().equals("named"),
        patterns.stream()
            .filter(pattern -> pattern.mutants().contains(id))
            .flatMap(pattern -> Stream.of(pattern.id() + ": " + pattern.title()))
            .toList());
  }
}
