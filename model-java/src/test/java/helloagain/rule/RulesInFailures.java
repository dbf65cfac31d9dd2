package helloagain.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Puts the ids of the rules that a test guards before its message when it fails: its tags, and
 * those in its name, if it is one of many of a kind.
 *
 * <p>JUnit finds it by {@code META-INF/services} and uses it for every test.
 */
public final class RulesInFailures implements TestExecutionExceptionHandler {
  private static final Pattern ID = Pattern.compile("\\b[A-Z][A-Z0-9]*-\\d+\\b");

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Set<String> ids = new TreeSet<>(context.getTags());
    ID.matcher(context.getDisplayName())
        .results()
        .map(MatchResult::group)
        .filter(id -> Rule.withId(id).isPresent())
        .forEach(ids::add);
    throw named(ids, failure);
  }

  /** Names one test of many by the rules that it guards, such as {@code ED-07 earlyDataAgain}. */
  public static String named(List<Rule> rules, String name) {
    return rules.stream().map(Rule::id).collect(Collectors.joining(", ")) + " " + name;
  }

  static Throwable named(Set<String> ids, Throwable failure) {
    if (ids.isEmpty() || failure instanceof TestAbortedException) {
      return failure;
    }
    AssertionError named =
        new AssertionError(
            String.join(", ", new TreeSet<>(ids)) + ": " + failure.getMessage(), failure);
    named.setStackTrace(failure.getStackTrace());
    return named;
  }
}
