package helloagain.live;

import helloagain.message.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Is a line over TCP; the socket is somebody else's to close. */
final class SocketLine implements Line {
  private static final int PIECE = 1 << 14;

  private final Socket socket;

  SocketLine(Socket socket) {
    this.socket = socket;
  }

  @Override
  public void send(Bytes octets) throws IOException {
    socket.getOutputStream().write(octets.toArray());
    socket.getOutputStream().flush();
  }

  @Override
  public Bytes receive(Duration limit) throws IOException {
    socket.setSoTimeout((int) Math.max(1, limit.toMillis()));
    byte[] piece = new byte[PIECE];
    int size = socket.getInputStream().read(piece);
    return size < 0 ? Bytes.EMPTY : Bytes.of(Arrays.copyOf(piece, size));
  }

  @Override
  public void end() throws IOException {
    socket.shutdownOutput();
  }
}
