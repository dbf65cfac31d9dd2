package helloagain.workbench;

import helloagain.spec.Mutant;
import helloagain.workbench.RuleRow.Disposition;
import java.util.List;

/** Lays out rules for programs. */
final class RulesJson {
  private record Report(
      int total, long modelled, long wire, long crypto, long outside, List<Row> rules) {}

  private record Row(
      String id,
      List<String> sections,
      List<String> rfc9846,
      String level,
      String who,
      String when,
      String statement,
      List<String> alerts,
      String named,
      String basis,
      String profile,
      String disposition,
      String receiver,
      List<Operator> operators,
      List<String> checks,
      List<String> tests,
      List<String> mutants,
      List<String> properties,
      String reason) {}

  private record Operator(String name, String file, int line) {}

  private RulesJson() {}

  /** Returns one JSON object with the counts of the rules shown, with an end of line. */
  static String text(RuleTable table, RuleContext context) {
    return Json.text(
        new Report(
            table.rows().size(),
            table.count(Disposition.MODELLED),
            table.count(Disposition.WIRE),
            table.count(Disposition.CRYPTO),
            table.count(Disposition.OUTSIDE),
            table.rows().stream().map(row -> row(row, context)).toList()));
  }

  private static Row row(RuleRow row, RuleContext context) {
    return new Row(
        row.id(),
        row.sections(),
        row.rfc9846(),
        row.level(),
        row.who(),
        row.when(),
        row.statement(),
        row.alerts(),
        row.named(),
        row.basis(),
        row.profile(),
        row.disposition().word(),
        row.receiver(),
        row.operators().stream()
            .flatMap(name -> context.operators().of(name, row.id()).stream())
            .map(found -> new Operator(found.name(), found.file(), found.line()))
            .toList(),
        row.checks(),
        row.tests(),
        context.mutants(row).stream().map(Mutant::name).toList(),
        context.properties(row),
        row.reason());
  }
}
