package helloagain.refinement.bench;

import helloagain.refinement.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Measures by JMH how long the reference works for each hello, see {@link HelloWork}. */
public final class HelloBench {
  /** How a piece of work is about keys. */
  public enum Keys {
    /** It has nothing to do with them. */
    NONE,
    /** They were made and agreed on beforehand. */
    KNOWN,
    /** A key is made, or a secret computed, within the piece. */
    FRESH
  }

  /**
   * A piece of work.
   *
   * @param method the method of {@link HelloWork}
   * @param kind {@code decode}, {@code decide}, {@code encode} or {@code agree}
   * @param work what is done
   * @param keys how it is about keys
   */
  public record Piece(String method, String kind, String work, Keys keys) {}

  /**
   * States how long a piece takes.
   *
   * @param piece the piece
   * @param nanoseconds the samples; one is the mean of an iteration
   */
  public record Row(Piece piece, Samples nanoseconds) {}

  /**
   * Says how long to measure each piece.
   *
   * @param processes the JVMs for each, one after the other; 0 measures in this one
   * @param warmUps the iterations before those that count
   * @param iterations the iterations that count, at least 1
   * @param milliseconds how long an iteration is
   */
  public record Effort(int processes, int warmUps, int iterations, int milliseconds) {
    /** What is usual: three seconds or so for each piece. */
    public static final Effort USUAL = new Effort(1, 4, 7, 200);
  }

  private static final List<Piece> PIECES =
      List.of(
          new Piece("decodeFirstHello", "decode", "first ClientHello", Keys.NONE),
          new Piece("decodeRetry", "decode", "HelloRetryRequest", Keys.NONE),
          new Piece("decodeReply", "decode", "ServerHello", Keys.NONE),
          new Piece("serverRetries", "decide", "server answers with a retry", Keys.NONE),
          new Piece("clientRetries", "decide", "client answers the retry", Keys.KNOWN),
          new Piece("clientRetriesFresh", "decide", "client answers the retry", Keys.FRESH),
          new Piece("serverAccepts", "decide", "server accepts the second hello", Keys.KNOWN),
          new Piece("serverAcceptsFresh", "decide", "server accepts the second hello", Keys.FRESH),
          new Piece("clientAccepts", "decide", "client accepts the ServerHello", Keys.FRESH),
          new Piece("clientAgrees", "agree", "client's x25519 secret alone", Keys.FRESH),
          new Piece("encodeFirstHello", "encode", "first ClientHello", Keys.NONE),
          new Piece("encodeRetry", "encode", "HelloRetryRequest", Keys.NONE));

  private HelloBench() {}

  /** Returns all pieces, in the order in which they are reported. */
  public static List<Piece> pieces() {
    return PIECES;
  }

  /**
   * Measures.
   *
   * @param progress is told in one line what comes next
   * @throws UncheckedIOException if JMH cannot run, as when another JMH holds its lock
   * @throws InterruptedException if the thread is interrupted
   */
  public static List<Row> run(List<Piece> pieces, Effort effort, Consumer<String> progress)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Piece piece : pieces) {
      progress.accept("measuring " + piece.method());
      rows.add(new Row(piece, measured(piece, effort)));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return List.copyOf(rows);
  }

  private static Samples measured(Piece piece, Effort effort) throws InterruptedException {
    TimeValue time = TimeValue.milliseconds(effort.milliseconds());
    Options options =
        new OptionsBuilder()
            .include(
                "^" + HelloWork.class.getName().replace(".", "\\.") + "\\." + piece.method() + "$")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .forks(effort.processes())
            .warmupIterations(effort.warmUps())
            .warmupTime(time)
            .measurementIterations(effort.iterations())
            .measurementTime(time)
            .threads(1)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Set<Long> others = childrenNow();
    try {
      return samples(new Runner(options).run());
    } catch (RunnerException e) {
      if (Thread.interrupted() || e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new UncheckedIOException(
          new IOException("JMH does not run: " + Optional.ofNullable(e.getMessage()).orElse("")));
    } finally {
      // After an interrupt JMH leaves the JVM that it has started to itself.
      ProcessHandle.current()
          .children()
          .filter(child -> !others.contains(child.pid()))
          .filter(HelloBench::isOfJmh)
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static Set<Long> childrenNow() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private static boolean isOfJmh(ProcessHandle child) {
    return child.info().commandLine().filter(line -> line.contains("org.openjdk.jmh")).isPresent();
  }

  private static Samples samples(Collection<RunResult> results) {
    Statistics all = results.iterator().next().getPrimaryResult().getStatistics();
    return new Samples(all.getPercentile(50), all.getMin(), all.getMax(), (int) all.getN());
  }
}
