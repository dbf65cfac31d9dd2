package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.AlertDescription;
import helloagain.rule.Rule;
import helloagain.spec.SpecSource;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of records in the specification and those in the reference are one. */
class RecordRulebookTests {
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(?m)^\\\\\\* ([A-Z0-9]+-\\d+) \\. (\\S+) \\. (client|server|both) \\. (MUST|MAY).*\\n"
              + "(?:\\\\\\* .*\\n)*(\\w+)\\(");

  @Test
  void everyRuleIsAnOperatorWithTheSameIdSectionAndLevel() {
    Map<String, String> spec = new TreeMap<>();
    Matcher operators = OPERATOR.matcher(SpecSource.project().text("RecordRules.tla"));
    while (operators.find()) {
      spec.put(
          operators.group(5),
          String.join(
              " ", operators.group(1), operators.group(2), operators.group(3), operators.group(4)));
    }
    assertThat(spec)
        .isNotEmpty()
        .isEqualTo(
            ofRecords(
                rule ->
                    String.join(
                        " ",
                        rule.id(),
                        rule.section(),
                        rule.who().name().toLowerCase(Locale.ROOT),
                        rule.level().name())));
  }

  @Test
  void everyRuleHasTheSameAlertsInBoth() {
    Map<String, Set<String>> spec = new TreeMap<>();
    evaluate("RecordAlerts")
        .asRecord()
        .fields()
        .forEach((rule, alerts) -> spec.put(rule, strings(alerts.asSet())));
    assertThat(spec)
        .isNotEmpty()
        .isEqualTo(
            ofRecords(
                rule ->
                    rule.alerts().stream()
                        .map(AlertDescription::name)
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  @Test
  void theSameRulesLeaveTheReceiverTheChoice() {
    assertThat(strings(evaluate("OptionalRecordRules").asSet()))
        .isEqualTo(
            Arrays.stream(Rule.values())
                .filter(rule -> rule.layer() == Rule.Layer.RECORD && rule.level() == Rule.Level.MAY)
                .map(Rule::operator)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static <T> Map<String, T> ofRecords(Function<Rule, T> fact) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.layer() == Rule.Layer.RECORD)
        .collect(Collectors.toMap(Rule::operator, fact, (a, b) -> a, TreeMap::new));
  }

  private static TlaValue evaluate(String operator) {
    return Models.RECORDS.evaluate(operator, List.of(), null);
  }

  private static Set<String> strings(TlaSet set) {
    return set.elements().stream()
        .map(TlaValue::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
