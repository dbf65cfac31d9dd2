package helloagain.peers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Is a server that is a program, and listens on loopback. */
final class StartedServer implements StartedProgram {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final Duration LAST_WORDS = Duration.ofMillis(200);
  private static final int TRIED_PORTS = 3;

  private final ProgramStack stack;
  private final Scenario scenario;
  private final Materials materials;
  private Running running;

  private StartedServer(
      ProgramStack stack, Scenario scenario, Materials materials, Running running) {
    this.stack = stack;
    this.scenario = scenario;
    this.materials = materials;
    this.running = running;
  }

  /** The first connection is kept: it tells that the program listens. */
  private record Running(int port, Program program, Optional<Socket> waiting) {}

  /**
   * Starts it and waits until it takes connections.
   *
   * @throws Stack.LacksException if it does not know the group
   * @throws IOException if it does not listen
   */
  static StartedServer start(ProgramStack stack, Scenario scenario, Materials materials)
      throws IOException {
    return new StartedServer(stack, scenario, materials, run(stack, scenario, materials));
  }

  /** Asks for a free port; somebody may be quicker, and then for another one. */
  private static Running run(ProgramStack stack, Scenario scenario, Materials materials)
      throws IOException {
    String last = "";
    for (int i = 0; i < TRIED_PORTS; i++) {
      int free = freePort();
      Program started = Program.start(stack.server(scenario, materials, free), stack.reply());
      try {
        return new Running(free, started, Optional.of(connect(started, free)));
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
  public Socket connect() throws IOException {
    if (running.waiting().isPresent()) {
      Socket first = running.waiting().get();
      running = new Running(running.port(), running.program(), Optional.empty());
      return first;
    }
    if (!running.program().isAlive()) {
      running.program().close();
      running = run(stack, scenario, materials);
      return connect();
    }
    return connect(running.program(), running.port());
  }

  @Override
  public Optional<String> death() {
    return running.program().ends(LAST_WORDS)
        ? Optional.of("it ends: " + running.program().lastLine().orElse("it says nothing"))
        : Optional.empty();
  }

  /** Returns what it has printed. */
  String printed() {
    return running.program().printed();
  }

  Optional<String> lastLine() {
    return running.program().lastLine();
  }

  @Override
  public void close() {
    running.program().close();
    running
        .waiting()
        .ifPresent(
            socket -> {
              try {
                socket.close();
              } catch (IOException e) {
                // The process at its other end is gone.
              }
            });
  }
}
