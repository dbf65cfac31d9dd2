package helloagain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that the worlds of a hostile peer after the hellos break every rule that is there. */
class FlightRulesTests {
  private static final SpecSource SOURCE = SpecSource.project();

  private static final Pattern RULE =
      Pattern.compile(
          "(?m)^\\\\\\* [A-Z0-9]+-\\d+ \\. .+ \\. (client|server|both) \\. (?:MUST|MAY).*\\n"
              + "(?:\\\\\\* .*\\n)*(\\w+)\\(");

  @Test
  void everyRuleOfAClientDecidesAnAbort() {
    assertThat(deciding("MCFigure2HostileServer", "client"))
        .isEqualTo(
            with(
                rulesOf("client"),
                "MessageParses",
                "MessageIsExpected",
                "ExtensionsAreDistinct",
                "ExtensionsBelongHere",
                "ExtensionsWereRequested"));
  }

  @Test
  void everyRuleOfAServerDecidesAnAbort() {
    assertThat(deciding("MCFigure2HostileClient", "server"))
        .isEqualTo(
            with(
                rulesOf("server"),
                "MessageParses",
                "MessageIsExpected",
                "HelloComesInTurn",
                "ExtensionsAreDistinct",
                "ExtensionsBelongHere"));
  }

  private static Set<String> with(Set<String> rules, String... others) {
    Set<String> all = new TreeSet<>(rules);
    all.addAll(Set.of(others));
    return all;
  }

  /** Returns the rules that a peer checks. */
  private static Set<String> rulesOf(String peer) {
    Set<String> rules =
        RULE.matcher(SOURCE.text("FlightRules.tla"))
            .results()
            .filter(rule -> Stream.of(peer, "both").anyMatch(rule.group(1)::equals))
            .map(rule -> rule.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rules).hasSizeGreaterThan(8);
    return rules;
  }

  /** Explores a world and returns the rules that end a run of it. */
  private static Set<String> deciding(String world, String peer) {
    String config = SOURCE.text(world + ".cfg").replaceFirst("(?s)\nINVARIANTS.*", "\n");
    Set<String> rules = new TreeSet<>();
    try (SpecModel model = SpecModel.load(SOURCE.with("Bare.cfg", config), world, "Bare")) {
      model.explore(
          new GraphVisitor() {
            @Override
            public void state(int number, SpecState state, int depth) {
              TlaRecord record = state.get(peer).asRecord();
              if (record.get("state").asString().equals("ABORTED")) {
                rules.add(record.get("rule").asString());
              }
            }
          });
    }
    return rules;
  }
}
