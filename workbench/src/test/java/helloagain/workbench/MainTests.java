package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTests {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionIsOneLineOnStandardOutput() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("hello \\S+\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: hello", "a violation was found");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownOptionIsRefusedInOneLine() {
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).matches("hello: .*--nonsense.*; see 'hello --help'\\R");
  }

  @Test
  void missingCommandIsRefusedInOneLine() {
    assertThat(run()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).matches("hello: .*missing; see 'hello --help'\\R");
  }

  @Test
  void unknownCommandIsRefusedInOneLine() {
    assertThat(run("chekc")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .matches(
            "hello: there is no command 'chekc' \\(did you mean check, bench\\?\\); see .*\\R");
  }

  @Test
  void helpOfEveryCommandHasExitCodesAndExamplesInEightyColumns() {
    assertThat(Main.commandLine().getSubcommands().keySet())
        .containsExactly(
            "check",
            "worker",
            "fingerprints",
            "equal",
            "refine",
            "replay",
            "coverage",
            "mutants",
            "demo",
            "connect",
            "serve",
            "peers",
            "vectors",
            "probe",
            "ecosystem",
            "merge",
            "rules",
            "bench");
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString())
          .contains("Usage: hello " + command, "a violation was found", "interrupted")
          .contains("Examples:\n  hello " + command);
      // A helper of a check has no result of its own.
      assertThat(out.toString().contains("--json"))
          .isEqualTo(!command.equals("worker") && !command.equals("fingerprints"));
      assertThat(out.toString().lines()).allMatch(line -> line.length() <= Columns.WIDTH);
    }
  }

  @Test
  void unexpectedFailureIsOneLineAndNoStackTrace() {
    assertThat(runBreaking(new IllegalStateException("first line\n  second line\n"))).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .matches("hello: java.lang.IllegalStateException: first line; second line \\(.*\\)\\R");
  }

  @Test
  void errorOfTheJvmIsOneLineAndNoStackTrace() {
    assertThat(runBreaking(new OutOfMemoryError("Java heap space"))).isEqualTo(3);
    assertThat(err.toString()).matches("hello: out of memory: Java heap space\\R");
  }

  @Test
  void interruptIsOneLine() {
    assertThat(runBreaking(new InterruptedException())).isEqualTo(3);
    assertThat(err.toString()).matches("hello: interrupted\\R");
  }

  private int runBreaking(Throwable failure) {
    return Main.execute(withWriters(Main.commandLine(new Breaking(failure))), "break");
  }

  private int run(String... arguments) {
    return Main.execute(withWriters(Main.commandLine()), arguments);
  }

  private CommandLine withWriters(CommandLine commandLine) {
    return commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  /** Fails as the environment might. */
  @CommandLine.Command(name = "break")
  private static final class Breaking implements Callable<Integer> {
    private final Throwable failure;

    private Breaking(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure instanceof Exception exception) {
        throw exception;
      }
      throw (Error) failure;
    }
  }
}
