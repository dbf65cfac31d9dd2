package helloagain.workbench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns Ctrl-C into an interrupt of the thread that runs a command, so that the command ends its
 * child processes, removes its temporary folders and says so by its exit code.
 *
 * <p>Java has no public interface for signals. The one used here is reached by its name, since the
 * compiler warns of it; a JVM that lacks it ends at once, as it does by itself.
 */
final class Interrupts {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private Interrupts() {}

  /**
   * Sends interrupts to a thread. A second one ends the JVM, which ends its children by itself.
   *
   * @return takes this back
   */
  static Runnable sendTo(Thread thread) {
    AtomicInteger received = new AtomicInteger();
    return handle(
        () -> {
          if (received.getAndIncrement() == 0) {
            thread.interrupt();
          } else {
            System.exit(ExitCode.ENVIRONMENT_FAILED.code());
          }
        });
  }

  private static Runnable handle(Runnable action) {
    Runnable undo = () -> {};
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object acting =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, on(action));
      for (String name : SIGNALS) {
        Object which = signal.getConstructor(String.class).newInstance(name);
        Object before = handle.invoke(null, which, acting);
        Runnable rest = undo;
        undo =
            () -> {
              restore(handle, which, before);
              rest.run();
            };
      }
    } catch (ReflectiveOperationException e) {
      // The JVM or the system lacks one of them: what was reached so far is kept.
      return undo;
    }
    return undo;
  }

  private static InvocationHandler on(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "handler of hello";
        };
  }

  private static void restore(Method handle, Object signal, Object handler) {
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a handler that was there is refused", e);
    }
  }
}
