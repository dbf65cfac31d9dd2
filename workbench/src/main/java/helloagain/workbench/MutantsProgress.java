package helloagain.workbench;

import java.io.PrintWriter;

/**
 * Tells people how far a matrix is: on a terminal in one line, written over, and elsewhere in a
 * line for each part.
 */
final class MutantsProgress {
  private static final String ERASE = "\r\033[2K";

  private final PrintWriter err;
  private final boolean isTerminal;

  private MutantsProgress(PrintWriter err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
  }

  static MutantsProgress open(PrintWriter err) {
    return new MutantsProgress(err, Terminal.showsProgress(System.getenv()));
  }

  /** Returns what a part of the work reports to. */
  Parallel.Progress of(String part) {
    return (done, of) -> tell(part, done, of);
  }

  private synchronized void tell(String part, int done, int of) {
    if (isTerminal) {
      err.print(ERASE + (done == of ? "" : part + ": " + done + " of " + of));
      err.flush();
    } else if (done == of) {
      err.println("hello: " + part + ": " + of);
      err.flush();
    }
  }
}
