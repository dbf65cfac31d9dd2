package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.AlertDescription;
import helloagain.message.ExtensionType;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecSource;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rulebook of the specification and that of the reference are one. */
class RulebookTests {
  /** A comment of Rulebook.tla that gives an id and a section, and the operator below it. */
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\\\\\* ([A-Z0-9]+-\\d+) \\. ([^\\n]+?) \\. (client|server|both) \\. (MUST|MAY)"
              + "(?:[^\\n]*\\n\\\\\\*)*[^\\n]*\\n(\\w+)\\(");

  private static final String TEXT = SpecSource.project().text("Rulebook.tla");

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyRuleHasTheSameAlertsInBoth(Profile profile) {
    Map<String, Set<String>> spec = new TreeMap<>();
    ((TlaRecord) evaluate("Alerts", profile))
        .fields()
        .forEach((rule, alerts) -> spec.put(rule, strings(alerts.asSet())));
    Map<String, Set<String>> reference =
        modelled().stream()
            .collect(
                Collectors.toMap(
                    Rule::operator,
                    rule ->
                        rule.alerts(profile).stream()
                            .map(AlertDescription::name)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    (a, b) -> a,
                    TreeMap::new));
    assertThat(spec).isEqualTo(reference).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theSameRulesLeaveTheReceiverTheChoice(Profile profile) {
    assertThat(strings(evaluate("OptionalRules", profile).asSet()))
        .isEqualTo(
            modelled().stream()
                .filter(rule -> rule.level(profile) == Rule.Level.MAY)
                .map(Rule::operator)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void theSameRulesJudgeValues() {
    Set<String> spec = strings(evaluate("ValueRules").asSet());
    assertThat(spec).isNotEmpty().allMatch(rule -> Rule.withOperator(rule).isPresent());
  }

  @Test
  void everyRuleThatIsNoMatterOfTypeOrValueIsAnOperatorWithTheSameIdSectionAndLevel() {
    Map<String, String> spec = new TreeMap<>();
    Matcher operators = OPERATOR.matcher(TEXT);
    while (operators.find()) {
      spec.put(
          operators.group(5),
          String.join(
              " ",
              operators.group(1),
              operators.group(2).replaceFirst("^(RFC \\d+), ", "$1 "),
              operators.group(3),
              operators.group(4)));
    }
    Set<String> values = strings(evaluate("ValueRules").asSet());
    Map<String, String> reference =
        modelled().stream()
            .filter(rule -> rule != Rule.MESSAGE_PARSES && rule != Rule.MESSAGE_IS_EXPECTED)
            .filter(rule -> !values.contains(rule.operator()))
            .collect(
                Collectors.toMap(
                    Rule::operator,
                    rule ->
                        String.join(
                            " ",
                            rule.id(),
                            rule.section(),
                            rule.who().name().toLowerCase(java.util.Locale.ROOT),
                            rule.level().name()),
                    (a, b) -> a,
                    TreeMap::new));
    assertThat(spec).isEqualTo(reference).isNotEmpty();
  }

  @Test
  void theIdsOfValueRulesStandInTheSpecification() {
    for (String operator : strings(evaluate("ValueRules").asSet())) {
      Rule rule = Rule.withOperator(operator).orElseThrow();
      assertThat(TEXT).contains(operator + " " + rule.id());
    }
  }

  @Test
  void bothRecogniseTheSameExtensions() {
    Set<String> spec = strings(evaluate("Recognised").asSet());
    Set<String> reference =
        java.util.stream.IntStream.rangeClosed(0, 0xffff)
            .mapToObj(ExtensionType::new)
            .filter(ExtensionType::isKnown)
            .map(ExtensionType::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(spec).isEqualTo(reference);
  }

  private static List<Rule> modelled() {
    return Arrays.stream(Rule.values()).filter(Rule::isModelled).toList();
  }

  private static TlaValue evaluate(String operator) {
    return evaluate(operator, Profile.RFC8446);
  }

  private static TlaValue evaluate(String operator, Profile profile) {
    return Models.REPLAY.of(profile).evaluate(operator, List.of(), null);
  }

  private static Set<String> strings(TlaSet set) {
    return set.elements().stream()
        .map(TlaValue::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
