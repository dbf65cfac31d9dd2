package helloagain.workbench;

import helloagain.spec.SpecException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what ended a command into one line and an exit code; the last resort of every command. */
final class Failures {
  private Failures() {}

  /**
   * Prints the line.
   *
   * @param debug whether the stack trace follows
   */
  static ExitCode report(Throwable failure, PrintWriter err, boolean debug) {
    Throwable cause = cause(failure);
    err.println("hello: " + oneLine(text(cause)));
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return exitCode(cause);
  }

  /** Joins the lines of a text. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static Throwable cause(Throwable failure) {
    @Nullable Throwable cause = failure.getCause();
    return failure instanceof UncheckedIOException && cause != null ? cause : failure;
  }

  private static ExitCode exitCode(Throwable cause) {
    if (cause instanceof UserError error) {
      return error.exitCode();
    }
    return cause instanceof SpecException ? ExitCode.INPUT_UNUSABLE : ExitCode.ENVIRONMENT_FAILED;
  }

  private static String text(Throwable cause) {
    if (cause instanceof UserError || cause instanceof SpecException) {
      return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }
    if (cause instanceof InterruptedException) {
      return "interrupted";
    }
    if (cause instanceof IOException trouble) {
      return text(trouble);
    }
    if (cause instanceof OutOfMemoryError) {
      return "out of memory: " + cause.getMessage();
    }
    return cause.toString().strip() + " (this is a defect of hello; HELLO_DEBUG=1 shows where)";
  }

  private static String text(IOException trouble) {
    if (trouble instanceof NoSuchFileException missing) {
      return "cannot use " + missing.getFile() + ": there is no such file or folder";
    }
    if (trouble instanceof AccessDeniedException denied) {
      return "cannot use " + denied.getFile() + ": access denied";
    }
    if (trouble instanceof FileSystemException other && other.getReason() != null) {
      return "cannot use " + other.getFile() + ": " + other.getReason();
    }
    return Objects.requireNonNullElse(trouble.getMessage(), trouble.toString())
        + " (temporary files go to "
        + System.getProperty("java.io.tmpdir")
        + ")";
  }
}
