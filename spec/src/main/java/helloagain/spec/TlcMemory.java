package helloagain.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Says how much memory a JVM with TLC has.
 *
 * @param heapMegabytes the size of its heap, or 0 for the JVM's own choice
 * @param offHeapMegabytes the room for fingerprints outside the heap, or 0 to keep them inside
 */
public record TlcMemory(int heapMegabytes, int offHeapMegabytes) {
  /** Leaves the choice to the JVM, and keeps fingerprints inside its heap. */
  public static final TlcMemory DEFAULT = new TlcMemory(0, 0);

  /** Checks the numbers. */
  public TlcMemory {
    if (heapMegabytes < 0 || offHeapMegabytes < 0) {
      throw new IllegalArgumentException(
          heapMegabytes + " MB of heap, " + offHeapMegabytes + " MB outside");
    }
  }

  /** Returns the options of the JVM. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (heapMegabytes > 0) {
      options.add("-Xmx" + heapMegabytes + "m");
    }
    if (offHeapMegabytes > 0) {
      options.add("-XX:MaxDirectMemorySize=" + offHeapMegabytes + "m");
      options.add("-Dtlc2.tool.fp.FPSet.impl=tlc2.tool.fp.OffHeapDiskFPSet");
    }
    return options;
  }
}
