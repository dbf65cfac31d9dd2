package helloagain.peers;

import helloagain.live.Line;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Is a program that listens on loopback, from the first connection on until it is closed. */
final class ProgramServer implements Peer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final int TRIED_PORTS = 3;

  private final ProgramStack stack;
  private final int port;
  private final Program program;
  private Optional<Socket> waiting;

  /** Starts it and waits until it takes connections; the first one is kept. */
  ProgramServer(ProgramStack stack, Scenario scenario, Materials materials) throws IOException {
    this.stack = stack;
    Started started = start(scenario, materials);
    this.port = started.port();
    this.program = started.program();
    this.waiting = Optional.of(started.connection());
  }

  private record Started(int port, Program program, Socket connection) {}

  /** Asks for a free port; somebody may be quicker, and then for another one. */
  private Started start(Scenario scenario, Materials materials) throws IOException {
    String last = "";
    for (int i = 0; i < TRIED_PORTS; i++) {
      int free = freePort();
      Program started = Program.start(stack.server(scenario, materials, free), stack.reply());
      try {
        return new Started(free, started, connect(started, free));
      } catch (IOException e) {
        boolean isOver = started.ends(BETWEEN_TRIES);
        last = started.lastLine().orElse(String.valueOf(e.getMessage()));
        String all = started.printed();
        started.close();
        if (isOver && stack.lacksGroup(all)) {
          throw new Stack.LacksException("does not know the group");
        }
        if (!all.toLowerCase(Locale.ROOT).contains("in use")) {
          throw new IOException(stack.name() + " does not listen: " + last, e);
        }
      }
    }
    throw new IOException(stack.name() + " found no free port: " + last);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Tries until it listens: how each program says so is different, and some say nothing. */
  static Socket connect(Program program, int port) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
      } catch (ConnectException e) {
        socket.close();
        if (program.ends(BETWEEN_TRIES)) {
          throw new IOException("it has ended", e);
        }
        if (System.nanoTime() > end) {
          throw new IOException("it takes no connection within " + PATIENCE.toSeconds() + " s", e);
        }
      }
    }
  }

  @Override
  public LiveRun speak(LiveClient reference) throws IOException {
    try (Socket socket = waiting.isPresent() ? waiting.get() : connect(program, port)) {
      waiting = Optional.empty();
      return reference.speak(stack.name(), Line.over(socket));
    }
  }

  @Override
  public LiveRun speak(LiveServer reference) {
    throw new IllegalStateException("this peer is a server");
  }

  @Override
  public String heard() {
    return program.printed();
  }

  @Override
  public Optional<String> complaint() {
    return program.lastLine();
  }

  @Override
  public Optional<Bytes> exported() {
    return stack.exported(program.printed());
  }

  @Override
  public void close() {
    program.close();
    waiting.ifPresent(
        socket -> {
          try {
            socket.close();
          } catch (IOException e) {
            // The process at its other end is gone.
          }
        });
  }
}
