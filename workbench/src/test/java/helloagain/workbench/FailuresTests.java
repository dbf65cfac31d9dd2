package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.SpecException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FailuresTests {
  @Test
  void unusableInputIsExitCodeTwo() {
    assertThat(report(UserError.unusable("no such world"))).isEqualTo("2 hello: no such world\n");
    assertThat(report(new SpecException("no file X.cfg"))).isEqualTo("2 hello: no file X.cfg\n");
  }

  @Test
  void troubleWithFilesIsExitCodeThreeAndNamesTheFile() {
    assertThat(report(new UncheckedIOException(new NoSuchFileException("/x"))))
        .isEqualTo("3 hello: cannot use /x: there is no such file or folder\n");
    assertThat(report(new AccessDeniedException("/x")))
        .isEqualTo("3 hello: cannot use /x: access denied\n");
    assertThat(report(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("3 hello: cannot use /x: No space left on device\n");
    assertThat(report(new IOException("No space left\non device")))
        .matches("3 hello: No space left; on device \\(temporary files go to .+\\)\n");
  }

  @Test
  void interruptIsExitCodeThree() {
    assertThat(report(new InterruptedException("anything"))).isEqualTo("3 hello: interrupted\n");
  }

  @Test
  void defectIsNamedAsOneAndShowsItsTraceOnlyOnDemand() {
    IllegalStateException defect = new IllegalStateException("first\nsecond");

    assertThat(report(defect))
        .matches("3 hello: java.lang.IllegalStateException: first; second \\(.*a defect.*\\)\n");
    StringWriter err = new StringWriter();
    assertThat(Failures.report(defect, new PrintWriter(err), true))
        .isEqualTo(ExitCode.ENVIRONMENT_FAILED);
    assertThat(err.toString()).contains("\tat helloagain.workbench.FailuresTests");
  }

  private static String report(Throwable failure) {
    StringWriter err = new StringWriter();
    int code = Failures.report(failure, new PrintWriter(err), false).code();
    return code + " " + err.toString().replace(System.lineSeparator(), "\n");
  }
}
