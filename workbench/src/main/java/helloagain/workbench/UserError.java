package helloagain.workbench;

/** Ends a command with one line for its user and an exit code. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private UserError(ExitCode exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
  }

  /** Says that the arguments or the input are unusable. */
  static UserError unusable(String line) {
    return new UserError(ExitCode.INPUT_UNUSABLE, line);
  }

  /** Says that the environment failed. */
  static UserError failed(String line) {
    return new UserError(ExitCode.ENVIRONMENT_FAILED, line);
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
