package helloagain.spec.internal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Runs TLC in a JVM of its own, and ends that JVM when standard input does: the process that
 * started it holds the other end, and cannot die without closing it.
 */
final class ChildGuard {
  private static final int PARENT_IS_GONE = 254;

  private ChildGuard() {}

  /** Runs TLC with its own command line. */
  public static void main(String[] arguments) throws Exception {
    Thread guard = new Thread(ChildGuard::awaitEndOfInput, "guard");
    guard.setDaemon(true);
    guard.start();
    EdgeCounter.run(arguments);
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A broken pipe says the same as its end.
      Runtime.getRuntime().halt(PARENT_IS_GONE);
    }
    Runtime.getRuntime().halt(PARENT_IS_GONE);
  }
}
