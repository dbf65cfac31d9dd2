package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InterruptsTests {
  @Test
  void signalInterruptsTheThread() throws ReflectiveOperationException {
    Runnable undo = Interrupts.sendTo(Thread.currentThread());
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      // Not INT or HUP, which a build that a shell runs in the background may have to ignore.
      Object terminate = signal.getConstructor(String.class).newInstance("TERM");
      signal.getMethod("raise", signal).invoke(null, terminate);

      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
    } finally {
      undo.run();
    }
  }
}
