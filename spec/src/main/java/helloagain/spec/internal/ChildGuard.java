package helloagain.spec.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.rmi.server.RMISocketFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tlc2.TLCGlobals;
import tlc2.tool.ModelChecker;

/**
 * Runs a program of TLC in a JVM of its own, and ends that JVM when standard input does: the
 * process that started it holds the other end, and cannot die without closing it.
 */
final class ChildGuard {
  /** The program that checks a model by itself; its edges are counted. */
  private static final String CHECKER = "tlc2.TLC";

  /** The address on which a program of the distributed mode listens. */
  private static final String ADDRESS = "java.rmi.server.hostname";

  private static final int PARENT_IS_GONE = 254;

  private ChildGuard() {}

  /** Runs the main method of a class of TLC, whose name is the first argument. */
  public static void main(String[] arguments) throws Exception {
    daemon("guard", ChildGuard::awaitEndOfInput);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    if (arguments[0].equals(CHECKER)) {
      daemon("reminder", ChildGuard::remind);
      EdgeCounter.run(rest);
      return;
    }
    @Nullable String address = System.getProperty(ADDRESS);
    if (address != null) {
      RMISocketFactory.setSocketFactory(new BoundSockets(InetAddress.getByName(address)));
    }
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      System.out.println(e.getCause());
      System.exit(1);
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
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

  /**
   * Lets TLC look again whether all workers have stopped for a checkpoint: it can miss the last of
   * them, and would wait for ever (StateQueue.suspendAll).
   */
  private static void remind() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      if (TLCGlobals.mainChecker instanceof ModelChecker checker) {
        checker.theStateQueue.resumeAllStuck();
      }
    }
  }
}
