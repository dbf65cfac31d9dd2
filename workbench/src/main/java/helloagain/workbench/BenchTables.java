package helloagain.workbench;

import helloagain.refinement.ReplayBench;
import helloagain.refinement.Samples;
import helloagain.refinement.bench.EqualityBench;
import helloagain.refinement.bench.GrowthBench;
import helloagain.refinement.bench.HelloBench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the tables of what was measured. */
final class BenchTables {
  private final BenchReport report;

  private BenchTables(BenchReport report) {
    this.report = report;
  }

  /** Returns a table for each thing that was measured, the targets first. */
  static List<BenchTable> of(BenchReport report) {
    return new BenchTables(report).all();
  }

  /** Returns one line on the machine. */
  static String machine(Machine machine) {
    return Columns.count(machine.processors(), "processor")
        + ", Java "
        + machine.java()
        + ", heap "
        + Columns.count(machine.heapMegabytes())
        + " MB, load average "
        + load(machine.loadAverage().before())
        + " before and "
        + load(machine.loadAverage().after())
        + " after";
  }

  private static String load(@Nullable Double average) {
    return average == null ? "unknown" : String.format(Locale.ROOT, "%.1f", average);
  }

  private List<BenchTable> all() {
    List<BenchTable> tables = new ArrayList<>();
    if (!report.targets().isEmpty()) {
      tables.add(targets());
    }
    report.replay().map(this::replay).ifPresent(tables::addAll);
    if (!report.equal().isEmpty()) {
      tables.add(equal());
    }
    report.growth().stream().map(BenchTables::growth).forEach(tables::add);
    if (!report.hello().isEmpty()) {
      tables.add(hello());
    }
    report.check().forEach(row -> tables.add(check(row)));
    report.probe().map(this::probe).ifPresent(tables::addAll);
    return tables;
  }

  private BenchTable targets() {
    return new BenchTable(
        "Targets",
        List.of("target", "bound", "measured", "met"),
        report.targets().stream()
            .map(
                target ->
                    List.of(
                        target.target(),
                        number(target.bound()),
                        number(target.measured()),
                        target.met() ? "yes" : "no"))
            .toList(),
        List.of("Medians of this run on this machine; of several worlds the worst counts."));
  }

  private List<BenchTable> replay(ReplayBench.Report replay) {
    String what =
        Columns.count(replay.options().traces(), "trace")
            + ", "
            + Columns.count(replay.steps(), "step")
            + ", seed "
            + replay.options().seed();
    List<String> notes = new ArrayList<>();
    if (replay.differing() > 0) {
      notes.add(
          Columns.count(replay.differing())
              + " more were drawn and left out: reference and specification differ.");
    }
    notes.add(
        "Every way uses one thread. TLC has also to start a JVM each time; beside these traces it"
            + " judges some that were damaged on purpose.");
    double steps = replay.stepsPerTrace();
    return List.of(
        new BenchTable(
            "Replay: traces per second, " + what,
            List.of("way", "median", "min", "max", "n"),
            List.of(
                row("reference and specification", replay.inProcess()),
                row("specification alone", replay.specificationInProcess()),
                row("one TLC process per trace", replay.oneProcessPerTrace()),
                row("TLC for all together", replay.oneRun())),
            notes),
        new BenchTable(
            "Replay: steps per second, and the ceiling",
            List.of("way", "median", "min", "max", "n"),
            List.of(
                row("reference and specification", replay.inProcess().times(steps)),
                row("specification alone", replay.specificationInProcess().times(steps)),
                row("TLC explores, in this process", replay.ceilingInProcess().steps()),
                row("TLC explores, in a process of its own", replay.ceilingInOwnProcess().steps()),
                row("states found in this process", replay.ceilingInProcess().states()),
                row("states found in its own", replay.ceilingInOwnProcess().states())),
            List.of(
                "Replay and exploration in this process are warm. The ceiling is TLC's own exploration of "
                    + replay.options().world().world().title()
                    + " with one thread, when no invariant or property is asked for. In a process"
                    + " of its own the start of the JVM counts.",
                "The target of steps is "
                    + number(
                        BenchReport.STEPS_PER_SECOND / replay.ceilingInProcess().steps().median())
                    + " times the ceiling in this process; replay also runs the reference and"
                    + " evaluates every invariant in every state. Only an answer that is remembered"
                    + " costs less, and of the "
                    + Columns.count(replay.states(), "state")
                    + " of these runs "
                    + Columns.count(replay.distinctStates())
                    + " are distinct: what is remembered of a state would serve the same run again"
                    + " and hardly another one. So nothing is remembered.")),
        new BenchTable(
            "Replay: ratios",
            List.of("reference and specification, against", "median", "least", "most"),
            report.ratios().entrySet().stream()
                .filter(ratio -> ratio.getKey().startsWith("inProcess"))
                .map(ratio -> row(words(ratio.getKey()), ratio.getValue()))
                .toList(),
            List.of("Least and most are what the slowest and fastest samples come to.")));
  }

  private static String words(String ratio) {
    return switch (ratio) {
      case "inProcessToOneProcessPerTrace" -> "one TLC process per trace";
      case "inProcessToOneRun" -> "TLC for all together";
      case "inProcessToCeilingInProcess" -> "TLC explores, in this process (steps)";
      case "inProcessToCeilingInOwnProcess" -> "TLC explores, in its own (steps)";
      default -> throw new IllegalArgumentException(ratio);
    };
  }

  private BenchTable equal() {
    List<List<String>> rows = new ArrayList<>();
    for (EqualityBench.Row row : report.equal()) {
      rows.add(row(row.world() + ": TLC", row.tlcInProcess(), Optional.empty()));
      rows.add(row(row.world() + ": TLC process", row.tlcInOwnProcess(), Optional.empty()));
      rows.add(
          row(
              row.world() + ": equality",
              row.equality(),
              Optional.of(
                  number(Ratio.of(row.equality(), row.tlcInProcess()).median())
                      + " / "
                      + number(Ratio.of(row.equality(), row.tlcInOwnProcess()).median()))));
    }
    return new BenchTable(
        "Equality: seconds, and times TLC alone",
        List.of("world", "median", "min", "max", "n", "times"),
        rows,
        List.of(
            "TLC loads and explores the world with one thread and checks nothing, in this process"
                + " and in a process of its own, where the start of the JVM counts. The last column"
                + " has the ratios of medians to the first and to the second. Equality makes both graphs"
                + " beside each other, with two threads, and compares them. The first round is"
                + " not left out."));
  }

  private static BenchTable growth(GrowthBench.Axis axis) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The world: "
            + axis.world()
            + ". TLC explores it with one thread in this process, a small one more than once, and"
            + " the last time counts.");
    axis.factor()
        .ifPresent(
            factor ->
                notes.add(
                    "With one more there are "
                        + number(factor)
                        + " times as many states"
                        + axis.exponent()
                            .map(
                                exponent ->
                                    "; seconds grow as the states to the power of "
                                        + number(exponent))
                            .orElse("")
                        + " (least squares over the whole points)."));
    if (axis.points().stream().anyMatch(point -> !point.whole())) {
      notes.add("A point marked + was ended when its time was up, and is in no fit.");
    }
    return new BenchTable(
        "Growth with " + axis.name(),
        List.of(axis.name(), "states", "steps", "seconds"),
        axis.points().stream()
            .map(
                point ->
                    List.of(
                        Integer.toString(point.value()),
                        Columns.count(point.states()) + mark(point),
                        Columns.count(point.edges()) + mark(point),
                        number(point.seconds()) + mark(point)))
            .toList(),
        notes);
  }

  private static String mark(GrowthBench.Point point) {
    return point.whole() ? "" : "+";
  }

  private BenchTable hello() {
    return new BenchTable(
        "The reference's work for a hello: microseconds",
        List.of("work", "median", "min", "max", "n"),
        report.hello().stream()
            .map(row -> row(words(row.piece()), row.nanoseconds().times(1e-3)))
            .toList(),
        List.of(
            "Measured by JMH, each in a JVM of its own, one thread; a sample is the mean of an"
                + " iteration. A machine gets a decoded message; it judges it, takes it into the"
                + " transcript, and makes and encodes the answer. Keys that are known were made"
                + " beforehand. The exchange: x25519 after a retry with a cookie."));
  }

  private BenchTable check(CheckBench.Row row) {
    Map<String, Ratio> ratios = report.ratios();
    return new BenchTable(
        "Check: states per second, " + row.world() + ", " + Columns.count(row.states(), "state"),
        List.of("way", "median", "min", "max", "n"),
        Arrays.stream(CheckBench.Way.values()).map(way -> row(way.words(), row.of(way))).toList(),
        List.of(
            "Each in JVMs of their own, whose start counts. TLC alone finds the states "
                + times(ratios, BenchReport.BARE_TO_CHECK + "." + row.world())
                + " times as fast as hello check with one worker, and "
                + times(ratios, BenchReport.BARE_TO_CHECK_TWO + "." + row.world())
                + " times with two: it does not count the steps of each action. In the distributed"
                + " mode server and workers are on this machine, and send each other every state."));
  }

  private List<BenchTable> probe(ProbeBench.Report probe) {
    Map<String, Ratio> ratios = report.ratios();
    List<List<String>> engines = new ArrayList<>();
    for (ProbeBench.InJvm peer : probe.inJvm()) {
      engines.add(row(peer.peer() + ", " + Columns.count(peer.tests(), "test"), peer.rate()));
    }
    return List.of(
        new BenchTable(
            "Probe: tests per second with " + probe.version() + " on loopback",
            List.of("what", "median", "min", "max", "n"),
            List.of(
                row("one server, one connection at a time", probe.alone()),
                row("the same, tests that it answers", probe.answered()),
                row(probe.servers() + " servers at a time, one connection each", probe.together()),
                row("whole handshakes of the reference", probe.handshakes()),
                row("whole handshakes of openssl s_time", probe.ownHandshakes())),
            List.of(
                "Each of "
                    + Columns.count(probe.tests(), "test")
                    + " has a connection of its own to openssl s_server, which takes one at a time,"
                    + " with a key of P-256. "
                    + Columns.count(probe.silent())
                    + " of them end in silence, which is waited for: here "
                    + number(probe.silence())
                    + " s each, and five times as long by default in hello probe. Their number and"
                    + " that time are left out of the tests that it answers. More servers wait side"
                    + " by side. The first round also compiles this program.",
                "Handshakes are whole ones with x25519 and a certificate, one after the other, with"
                    + " the same server; s_time is OpenSSL's own client, and its start counts. The"
                    + " tests that are answered are "
                    + times(ratios, "probeToHandshakes")
                    + " times as many as the first and "
                    + times(ratios, "probeToOwnHandshakes")
                    + " times as many as the second: most of them end before a handshake does.")),
        new BenchTable(
            "Probe: tests per second in this JVM",
            List.of("peer", "median", "min", "max", "n"),
            engines,
            List.of(
                "So many at a time as there are processors, without sockets. The reference is told"
                    + " messages, not records, by both documents and as each of the peers that a"
                    + " vector is for, as hello vectors verify does; that counts as one.",
                "To make the "
                    + Columns.count(probe.generation().vectors(), "vector")
                    + " of the "
                    + Columns.count(probe.generation().files(), "file")
                    + " with one fault took "
                    + number(probe.generation().seconds())
                    + " s, once, with one thread.")));
  }

  private static String times(Map<String, Ratio> ratios, String name) {
    Ratio ratio = ratios.get(name);
    return ratio == null ? "" : number(ratio.median());
  }

  private static String words(HelloBench.Piece piece) {
    String keys =
        switch (piece.keys()) {
          case NONE -> "";
          case KNOWN -> ", keys known";
          case FRESH -> piece.kind().equals("agree") ? "" : ", with keys";
        };
    return piece.kind() + ": " + piece.work() + keys;
  }

  private static List<String> row(String name, Samples samples) {
    return List.of(
        name,
        number(samples.median()),
        number(samples.min()),
        number(samples.max()),
        Integer.toString(samples.n()));
  }

  private static List<String> row(String name, Samples samples, Optional<String> last) {
    List<String> cells = new ArrayList<>(row(name, samples));
    cells.add(last.orElse(""));
    return cells;
  }

  private static List<String> row(String name, Ratio ratio) {
    return List.of(name, number(ratio.median()), number(ratio.least()), number(ratio.most()));
  }

  /** Returns a number with three digits at least. */
  static String number(double number) {
    if (number >= 100) {
      return Columns.count(Math.round(number));
    }
    return String.format(
        Locale.ROOT, number >= 10 ? "%.1f" : number >= 1 ? "%.2f" : "%.3f", number);
  }
}
