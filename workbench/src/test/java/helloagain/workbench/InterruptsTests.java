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
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("raise", signal).invoke(null, interrupt);

      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
    } finally {
      undo.run();
    }
  }
}
