package helloagain.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

class RulesInFailuresTests {
  /** Looks into the settings with which the tests of this module are run. */
  static final class Settings implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      assertThat(
              context.getConfigurationParameter("junit.jupiter.extensions.autodetection.enabled"))
          .contains("true");
    }
  }

  @Test
  @ExtendWith(Settings.class)
  void everyTestIsWatched() {
    assertThat(ServiceLoader.load(Extension.class).stream().map(ServiceLoader.Provider::type))
        .contains(RulesInFailures.class);
  }

  @Test
  void failureKeepsItsPlaceAndCause() {
    Throwable failure = new IllegalStateException("why");

    Throwable named = RulesInFailures.named(Set.of("EXT-08", "EXT-07"), failure);

    assertThat(named).hasMessage("EXT-07, EXT-08: why").hasCause(failure);
    assertThat(named.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThatThrownBy(
            () -> {
              throw named;
            })
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void testWithoutTagsFailsAsItDoesAndOneThatIsSkippedIsSkipped() {
    Throwable failure = new IllegalStateException("why");
    Throwable skipped = new TestAbortedException("not here");

    assertThat(RulesInFailures.named(Set.of(), failure)).isSameAs(failure);
    assertThat(RulesInFailures.named(Set.of("EXT-07"), skipped)).isSameAs(skipped);
  }
}
