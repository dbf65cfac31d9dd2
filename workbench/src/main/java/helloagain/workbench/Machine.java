package helloagain.workbench;

import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * States what a measurement ran on, as far as it explains the numbers.
 *
 * @param processors the processors that the JVM may use
 * @param heapMegabytes the largest heap that the JVM may use
 * @param java {@code java.version}
 * @param loadAverage the load of the system
 */
record Machine(int processors, long heapMegabytes, String java, Load loadAverage) {
  /**
   * Holds how many processes wanted to run, the average of a minute; null if the system does not
   * say. The measurement itself is among them afterwards.
   */
  record Load(@Nullable Double before, @Nullable Double after) {}

  /** Looks at the machine after a measurement. */
  static Machine after(@Nullable Double loadBefore) {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20,
        System.getProperty("java.version", "unknown"),
        new Load(loadBefore, loadNow()));
  }

  /** Returns the load average of the system. */
  static @Nullable Double loadNow() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? null : Math.round(load * 100) / 100.0;
  }
}
