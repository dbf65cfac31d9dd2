package helloagain.peers;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Is a program of somebody else that is there for one connection after the other. */
public interface StartedProgram extends AutoCloseable {
  /**
   * Makes the next connection, or waits for it, and starts the program again where it has ended;
   * the socket is the caller's to close.
   *
   * @throws IOException if there is none
   */
  Socket connect() throws IOException;

  /** Says how the program has ended in the connection before, if it should not have. */
  Optional<String> death();

  /** Ends it. */
  @Override
  void close() throws IOException;
}
