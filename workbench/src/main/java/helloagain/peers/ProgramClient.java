package helloagain.peers;

import helloagain.live.Line;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Is a program that connects to a port of loopback. */
final class ProgramClient implements Peer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ProgramStack stack;
  private final Scenario scenario;
  private final Materials materials;
  private final ServerSocket listening = new ServerSocket();
  private Optional<Program> program = Optional.empty();

  /** How much was printed before the last connection. */
  private int before;

  ProgramClient(ProgramStack stack, Scenario scenario, Materials materials) throws IOException {
    this.stack = stack;
    this.scenario = scenario;
    this.materials = materials;
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Override
  public LiveRun speak(LiveClient reference) {
    throw new IllegalStateException("this peer is a client");
  }

  @Override
  public LiveRun speak(LiveServer reference) throws IOException {
    boolean isSecond = program.isPresent();
    Program speaking = isSecond && stack.connectsTwice() ? program.orElseThrow() : start(isSecond);
    LiveRun run;
    try (Socket socket = accept(speaking)) {
      before = speaking.printed().length();
      run = reference.speak(stack.name(), Line.over(socket));
    }
    if (isSecond || !scenario.resumes() || !stack.connectsTwice()) {
      // What it has heard is printed by then.
      speaking.ends(LAST_WORDS);
    }
    return run;
  }

  private Program start(boolean resumes) throws IOException {
    program.ifPresent(Program::close);
    Program started =
        Program.start(
            stack.client(scenario, materials, listening.getLocalPort(), resumes), Optional.empty());
    program = Optional.of(started);
    try {
      started.say(Materials.REQUEST);
    } catch (IOException e) {
      // It has ended; what it said before its end is told when it does not connect.
    }
    return started;
  }

  /** Waits for it, as long as it is there. */
  private Socket accept(Program started) throws IOException {
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
          if (stack.lacksGroup(started.printed())) {
            throw new Stack.LacksException("does not know the group");
          }
          throw new IOException(stack.name() + " ended without a connection: " + last, e);
        }
      }
    }
    throw new IOException(stack.name() + " does not connect within " + PATIENCE.toSeconds() + " s");
  }

  @Override
  public String heard() {
    return program.map(last -> last.printed().substring(before)).orElse("");
  }

  @Override
  public Optional<String> complaint() {
    return program.flatMap(Program::lastLine);
  }

  @Override
  public Optional<Bytes> exported() {
    return stack.exported(heard());
  }

  @Override
  public void close() {
    program.ifPresent(Program::close);
    try {
      listening.close();
    } catch (IOException e) {
      // Nobody connects to it any more.
    }
  }
}
