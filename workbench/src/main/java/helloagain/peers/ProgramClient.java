package helloagain.peers;

import helloagain.live.Line;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Is a program that connects to a port of loopback, once. */
final class ProgramClient implements Peer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final String name;
  private final IntFunction<List<String>> command;
  private final Predicate<String> lacksGroup;
  private Optional<Program> program = Optional.empty();

  ProgramClient(String name, IntFunction<List<String>> command, Predicate<String> lacksGroup) {
    this.name = name;
    this.command = command;
    this.lacksGroup = lacksGroup;
  }

  @Override
  public LiveRun speak(LiveClient reference) {
    throw new IllegalStateException("this peer is a client");
  }

  @Override
  public LiveRun speak(LiveServer reference) throws IOException {
    try (ServerSocket listening = new ServerSocket()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Program started = Program.start(command.apply(listening.getLocalPort()), Optional.empty());
      program = Optional.of(started);
      started.say(Materials.REQUEST);
      LiveRun run;
      try (Socket socket = accept(listening, started)) {
        run = reference.speak(name, Line.over(socket));
      }
      // What it has heard is printed by then.
      started.ends(LAST_WORDS);
      return run;
    }
  }

  /** Waits for it, as long as it is there. */
  private Socket accept(ServerSocket listening, Program started) throws IOException {
    listening.setSoTimeout((int) BETWEEN_LOOKS.toMillis());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      boolean isAlive = started.isAlive();
      try {
        return listening.accept();
      } catch (SocketTimeoutException e) {
        if (!isAlive) {
          started.ends(LAST_WORDS);
          String last = started.lastLine().orElse("it says nothing");
          if (lacksGroup.test(started.printed())) {
            throw new Stack.LacksException("does not know the group");
          }
          throw new IOException(name + " ended without a connection: " + last, e);
        }
      }
    }
    throw new IOException(name + " does not connect within " + PATIENCE.toSeconds() + " s");
  }

  @Override
  public String heard() {
    return program.map(Program::printed).orElse("");
  }

  @Override
  public Optional<String> complaint() {
    return program.flatMap(Program::lastLine);
  }

  @Override
  public void close() {
    program.ifPresent(Program::close);
  }
}
