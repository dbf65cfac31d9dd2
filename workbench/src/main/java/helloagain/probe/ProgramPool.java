package helloagain.probe;

import helloagain.live.Line;
import helloagain.peers.StartedProgram;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** Has processes of a program, one for each connection at a time, for many take one only. */
final class ProgramPool implements Subject.Setup {
  private final String words;
  private final Maker maker;
  private final Semaphore places;
  private final Queue<StartedProgram> idle = new ConcurrentLinkedQueue<>();

  /** Starts a process. */
  @FunctionalInterface
  interface Maker {
    /**
     * Starts it.
     *
     * @throws IOException if it cannot be started
     */
    StartedProgram start() throws IOException;
  }

  /**
   * Makes a pool without a process; they are started when they are needed.
   *
   * @param words what they are, in a few words
   * @param most how many there are
   */
  ProgramPool(String words, int most, Maker maker) {
    this.words = words;
    this.maker = maker;
    this.places = new Semaphore(most);
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public Connection connect() throws IOException {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the run is interrupted");
    }
    StartedProgram program = null;
    try {
      StartedProgram known = idle.poll();
      program = known == null ? maker.start() : known;
      Socket socket = program.connect();
      socket.setTcpNoDelay(true);
      StartedProgram used = program;
      return Connection.over(
          Line.over(socket),
          used::death,
          () -> {
            try {
              socket.close();
            } finally {
              idle.add(used);
              places.release();
            }
          });
    } catch (IOException e) {
      if (program != null) {
        program.close();
      }
      places.release();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    for (StartedProgram program = idle.poll(); program != null; program = idle.poll()) {
      program.close();
    }
  }
}
