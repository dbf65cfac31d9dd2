package helloagain.workbench;

import helloagain.spec.TlcMemory;
import helloagain.spec.TlcRun;
import helloagain.spec.TlcStates;
import helloagain.workbench.World.Size;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says how large the worlds are that {@code hello check} checks, and what they may take. */
final class SizeOptions {
  /** A rough bound: what fingerprint, trace and a place in the queue take of the disk. */
  private static final long OCTETS_OF_STATE = 400;

  private static final int MEGABYTE = 1 << 20;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "small",
      description = "check the worlds of this size: small, medium or large; default: small")
  private String size = Size.SMALL.word();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "threads of TLC for each world; default: 1, for larger worlds one for each processor")
  private @Nullable Integer workers;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description =
          "heap of TLC, such as 4g; default: the JVM's choice, for larger worlds half of the"
              + " memory")
  private @Nullable String heap;

  @Option(
      names = "--off-heap",
      paramLabel = "SIZE",
      description = "room for fingerprints outside the heap; default: they are inside")
  private @Nullable String offHeap;

  @Option(
      names = "--states",
      paramLabel = "DIR",
      description =
          "keep the states of a larger world in a folder of this one, with checkpoints; default:"
              + " ${DEFAULT-VALUE}")
  private Path folder = Path.of("states");

  @Option(
      names = "--checkpoint",
      paramLabel = "MINUTES",
      defaultValue = "10",
      description = "time between two checkpoints of a larger world; default: ${DEFAULT-VALUE}")
  private int minutes;

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      defaultValue = "50g",
      description =
          "end the check of a larger world when its states take more; default: ${DEFAULT-VALUE}")
  private String disk = "";

  @Option(names = "--resume", description = "go on from the last checkpoint of a larger world")
  private boolean resumes;

  /** Returns the size of the worlds. */
  Size size() {
    return Arrays.stream(Size.values())
        .filter(known -> known.word().equals(size))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.unusable(
                    "there is no size "
                        + size
                        + "; there are "
                        + Arrays.stream(Size.values())
                            .map(Size::word)
                            .collect(Collectors.joining(", "))));
  }

  boolean areLarger() {
    return size() != Size.SMALL;
  }

  boolean resumes() {
    return resumes;
  }

  /** Returns how many threads TLC has for a world. */
  int workers() {
    if (workers != null && workers < 1) {
      throw UserError.unusable("--workers is 1 or more");
    }
    return workers != null ? workers : areLarger() ? Runtime.getRuntime().availableProcessors() : 1;
  }

  /** Refuses what makes no sense for small worlds. */
  void requireSense() {
    if (minutes < 1) {
      throw UserError.unusable("--checkpoint is 1 or more");
    }
    if (resumes && !areLarger()) {
      throw UserError.unusable("--resume is for --size medium and large; small worlds start anew");
    }
  }

  /** Returns how much memory TLC has. */
  TlcMemory memory() {
    int heapMegabytes =
        heap != null ? megabytes("--heap", heap) : areLarger() ? (int) (machineMegabytes() / 2) : 0;
    return new TlcMemory(heapMegabytes, offHeap == null ? 0 : megabytes("--off-heap", offHeap));
  }

  private static int megabytes(String option, String text) {
    return (int) Math.min(Integer.MAX_VALUE, MemorySize.megabytes(option, text));
  }

  private static long machineMegabytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() / MEGABYTE
        : Runtime.getRuntime().maxMemory() / MEGABYTE;
  }

  /** Returns a run as it is to be for a world. */
  TlcRun of(TlcRun run) {
    TlcRun sized = run.withWorkers(workers()).withMemory(memory());
    return areLarger()
        ? sized.withStates(
            new TlcStates(
                states(run.config()), Duration.ofMinutes(minutes), resumes, diskMegabytes()))
        : sized;
  }

  private Path states(String config) {
    return folder.resolve(config);
  }

  private long diskMegabytes() {
    return MemorySize.megabytes("--disk", disk);
  }

  /**
   * Says what a larger world will take of the disk.
   *
   * @param estimated how many states it has if they are not counted
   */
  String announcement(World world, OptionalLong estimated) {
    long states = world.isCounted() ? world.states() : estimated.orElse(0);
    File existing = existing(states(world.cfg()).toAbsolutePath()).toFile();
    return world.label()
        + ": "
        + (states == 0
            ? "nobody knows how many states"
            : (world.isCounted() ? "" : "an estimated ") + Columns.count(states) + " states")
        + ", "
        + (states == 0
            ? ""
            : "up to " + Columns.count(1 + states * OCTETS_OF_STATE / MEGABYTE) + " MB ")
        + "in "
        + states(world.cfg())
        + " and no more than "
        + Columns.count(diskMegabytes())
        + " MB; "
        + Columns.count(existing.getUsableSpace() / MEGABYTE)
        + " MB are free";
  }

  private static Path existing(Path path) {
    Path place = path;
    while (!place.toFile().exists() && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }
}
