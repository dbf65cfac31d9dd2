package helloagain.probe;

import helloagain.live.Line;
import java.io.Closeable;
import java.io.IOException;

/**
 * Is a connection to a peer under test.
 *
 * @param line what carries the octets
 * @param isImmediate whether what the peer answers is there at once, so that nothing has to be
 *     waited for
 * @param end what is closed in the end
 */
public record Connection(Line line, boolean isImmediate, Closeable end) implements Closeable {
  /** Makes a connection to a peer of this JVM, for which nothing has to be done in the end. */
  public static Connection of(Line line) {
    return new Connection(line, true, () -> {});
  }

  /** Makes a connection to a peer that takes its time. */
  public static Connection over(Line line, Closeable end) {
    return new Connection(line, false, end);
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
