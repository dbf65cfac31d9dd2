package helloagain.probe;

import helloagain.live.Line;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Is a connection to a peer under test.
 *
 * @param line what carries the octets
 * @param isImmediate whether what the peer answers is there at once, so that nothing has to be
 *     waited for
 * @param death says how the program at the other end has ended, if it has and should not
 * @param end what is closed in the end
 */
public record Connection(
    Line line, boolean isImmediate, Supplier<Optional<String>> death, Closeable end)
    implements Closeable {
  /** Makes a connection to a peer of this JVM, for which nothing has to be done in the end. */
  public static Connection of(Line line) {
    return new Connection(line, true, Optional::empty, () -> {});
  }

  /** Makes a connection to a peer that takes its time. */
  public static Connection over(Line line, Closeable end) {
    return over(line, Optional::empty, end);
  }

  /** Makes a connection to a program, which can end when it should not. */
  public static Connection over(Line line, Supplier<Optional<String>> death, Closeable end) {
    return new Connection(line, false, death, end);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
