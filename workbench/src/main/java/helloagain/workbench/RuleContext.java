package helloagain.workbench;

import helloagain.spec.Mutant;
import helloagain.spec.SpecSource;
import java.util.List;

/**
 * Holds what the specification says of the rules besides the table.
 *
 * @param operators its operators
 * @param all the configurations that weaken one of them
 */
record RuleContext(TlaOperators operators, List<Mutant> all) {
  /** Copies the list. */
  RuleContext {
    all = List.copyOf(all);
  }

  /** Reads the specification that the command brings along. */
  static RuleContext ofProject() {
    SpecSource source = SpecSource.project();
    return new RuleContext(
        TlaOperators.of(source),
        Mutant.all(source).stream().filter(mutant -> mutant.kind() == Mutant.Kind.MUTANT).toList());
  }

  /** Returns the mutants that name a rule, or that put another operator in the place of its own. */
  List<Mutant> mutants(RuleRow row) {
    return all.stream()
        .filter(
            mutant ->
                RuleText.ids(mutant.reason()).contains(row.id())
                    || row.operators().contains(mutant.replaced()))
        .toList();
  }

  /** Returns the properties that those mutants break: the ones that the rule supports. */
  List<String> properties(RuleRow row) {
    return mutants(row).stream().map(Mutant::property).distinct().toList();
  }
}
