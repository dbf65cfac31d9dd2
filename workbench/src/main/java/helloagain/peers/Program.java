package helloagain.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Is a process that is ended with this object, whatever becomes of it. What it prints is read by a
 * thread of its own and kept, up to a limit; the rest is thrown away, so that it never waits.
 */
final class Program implements AutoCloseable {
  private static final int MOST_CHARACTERS = 1 << 16;
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);
  private static final Duration LAST_MOMENT = Duration.ofMillis(200);

  /** What is added to the number of a signal where a status tells it. */
  private static final int SIGNALS = 128;

  private static final int LAST_SIGNAL = 64;

  private final Process process;
  private final StringBuilder printed = new StringBuilder();
  private final Thread reader;
  private final Optional<Reply> reply;
  private int replies;

  /**
   * Says what is typed when something was printed, as somebody would do who sits before it.
   *
   * @param to what is waited for
   * @param line what is typed then, as often as it was printed
   */
  record Reply(String to, String line) {
    /** The answer of the reference to the request of a client. */
    static final Reply TO_REQUEST = new Reply(Materials.REQUEST, Materials.ANSWER);
  }

  private Program(Process process, Optional<Reply> reply) {
    this.process = process;
    this.reply = reply;
    this.reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it; its complaints go where its output goes.
   *
   * @throws IOException if there is no such program
   */
  static Program start(List<String> command, Optional<Reply> reply) throws IOException {
    return new Program(new ProcessBuilder(command).redirectErrorStream(true).start(), reply);
  }

  /**
   * Runs one to its end and returns what it printed.
   *
   * @return empty if it does not exist, does not end in twenty seconds, or ends with a failure
   */
  static Optional<String> output(String... command) {
    try (Program program = start(List.of(command), Optional.empty())) {
      program.process.getOutputStream().close();
      return program.ends(Duration.ofSeconds(20)) && program.process.exitValue() == 0
          ? Optional.of(program.printed())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs one that makes something to its end.
   *
   * @throws IOException with the last line that it printed, if it fails or takes over two minutes
   */
  static void run(List<String> command) throws IOException {
    try (Program program = start(command, Optional.empty())) {
      program.process.getOutputStream().close();
      boolean hasEnded = program.ends(Duration.ofMinutes(2));
      if (!hasEnded || program.process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", command)
                + (hasEnded ? " fails: " : " does not end: ")
                + program.lastLine().orElse("it says nothing"));
      }
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      char[] piece = new char[1 << 12];
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        synchronized (printed) {
          printed.append(piece, 0, Math.max(0, Math.min(size, MOST_CHARACTERS - printed.length())));
        }
        if (reply.isPresent()) {
          answer(reply.get());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Its output is closed when it is ended.
    }
  }

  private void answer(Reply due) throws IOException {
    String[] pieces = printed().split(Pattern.quote(due.to()), -1);
    for (; replies < pieces.length - 1; replies++) {
      say(due.line());
    }
  }

  /** Writes a line to its input, which stays open. */
  void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end and tells whether it came; then everything that it printed is there. */
  boolean ends(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      reader.join(LAST_OUTPUT.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the signal that has ended it, if one has; a program that ends has a moment to. */
  Optional<Integer> signal() {
    return ends(LAST_MOMENT)
        ? Optional.of(process.exitValue() - SIGNALS)
            .filter(signal -> 0 < signal && signal <= LAST_SIGNAL)
        : Optional.empty();
  }

  /** Returns what it has printed so far. */
  String printed() {
    synchronized (printed) {
      return printed.toString();
    }
  }

  /** Returns the last line that it printed and that is not blank. */
  Optional<String> lastLine() {
    return printed()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((first, second) -> second);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    ends(LAST_OUTPUT);
  }
}
