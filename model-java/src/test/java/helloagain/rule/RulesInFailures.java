package helloagain.rule;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Puts the ids of the rules that a test guards before its message when it fails: its tags.
 *
 * <p>JUnit finds it by {@code META-INF/services} and uses it for every test.
 */
public final class RulesInFailures implements TestExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw named(context.getTags(), failure);
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
