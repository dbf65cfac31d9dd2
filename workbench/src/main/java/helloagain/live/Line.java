package helloagain.live;

import helloagain.message.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Carries octets to the other peer and back, in their order. Confined to one thread. */
public interface Line {
  /** Returns a line over TCP; the socket stays the caller's to close. */
  static Line over(Socket socket) {
    return new SocketLine(socket);
  }

  /** Says that the peer waits for more and will say nothing before. */
  final class WaitsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public WaitsException() {
      super("the engine waits for more");
    }
  }

  /**
   * Says that the peer failed in a way that no peer should: it threw what its API does not name.
   */
  final class CrashException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public CrashException(Throwable cause) {
      super(cause.toString(), cause);
    }
  }

  /**
   * Sends octets.
   *
   * @throws IOException if the peer takes no more
   */
  void send(Bytes octets) throws IOException;

  /**
   * Waits for octets.
   *
   * @param limit how long, at most
   * @return at least one octet, or none if the peer's stream has ended
   * @throws java.net.SocketTimeoutException if the peer was silent for so long
   * @throws IOException if the line broke, or the peer will never say anything more
   */
  Bytes receive(Duration limit) throws IOException;

  /**
   * Says that nothing more will be sent; the peer may go on.
   *
   * @throws IOException if the line broke
   */
  void end() throws IOException;
}
