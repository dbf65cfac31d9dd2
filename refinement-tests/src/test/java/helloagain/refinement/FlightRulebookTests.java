package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.AlertDescription;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.SpecModel;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of what follows ServerHello in the specification and those in Java are one. */
class FlightRulebookTests {
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(?m)^\\\\\\* ([A-Z0-9]+-\\d+) \\. (\\S+) \\. (client|server|both) \\. (MUST|MAY).*\\n"
              + "(?:\\\\\\* .*\\n)*(\\w+)\\(");

  @Test
  void everyRuleIsAnOperatorWithTheSameIdSectionAndLevel() {
    Map<String, String> spec = new TreeMap<>();
    Matcher operators = OPERATOR.matcher(SpecSource.project().text("FlightRules.tla"));
    while (operators.find()) {
      spec.put(
          operators.group(5),
          String.join(
              " ", operators.group(1), operators.group(2), operators.group(3), operators.group(4)));
    }
    assertThat(spec)
        .isNotEmpty()
        .isEqualTo(
            ofFlights(
                rule ->
                    String.join(
                        " ",
                        rule.id(),
                        rule.section(),
                        rule.who().name().toLowerCase(Locale.ROOT),
                        rule.level().name())));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyRuleHasTheSameAlertsInBoth(Profile profile) {
    Map<String, Set<String>> spec = new TreeMap<>();
    evaluate("FlightAlerts", profile)
        .asRecord()
        .fields()
        .forEach((rule, alerts) -> spec.put(rule, strings(alerts.asSet())));
    assertThat(spec)
        .isNotEmpty()
        .isEqualTo(
            ofFlights(
                rule ->
                    rule.alerts(profile).stream()
                        .map(AlertDescription::name)
                        .collect(Collectors.toCollection(TreeSet::new))));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theSameRulesLeaveTheReceiverTheChoice(Profile profile) {
    assertThat(strings(evaluate("OptionalFlightRules", profile).asSet()))
        .isEqualTo(
            Arrays.stream(Rule.values())
                .filter(rule -> rule.layer() == Rule.Layer.FLIGHT)
                .filter(rule -> rule.level(profile) == Rule.Level.MAY)
                .map(Rule::operator)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static <T> Map<String, T> ofFlights(Function<Rule, T> fact) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.layer() == Rule.Layer.FLIGHT)
        .collect(Collectors.toMap(Rule::operator, fact, (a, b) -> a, TreeMap::new));
  }

  private static TlaValue evaluate(String operator, Profile profile) {
    String config =
        profile == Profile.RFC8446 ? "MCFigure2HostileServer" : "MCFigure2HostileServerRfc9846";
    try (SpecModel model = SpecModel.load("MCFigure2HostileServer", config)) {
      return model.evaluate(operator, List.of(), null);
    }
  }

  private static Set<String> strings(TlaSet set) {
    return set.elements().stream()
        .map(TlaValue::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
