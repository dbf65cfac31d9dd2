package helloagain.peers;

import helloagain.live.Line;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Is a program that connects to a port of loopback. */
final class ProgramClient implements Peer {
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ProgramStack stack;
  private final Scenario scenario;
  private final Materials materials;
  private final ListeningPort port = new ListeningPort();
  private Optional<Program> program = Optional.empty();

  /** How much was printed before the last connection. */
  private int before;

  ProgramClient(ProgramStack stack, Scenario scenario, Materials materials) throws IOException {
    this.stack = stack;
    this.scenario = scenario;
    this.materials = materials;
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
        Program.start(stack.client(scenario, materials, port.number(), resumes), Optional.empty());
    program = Optional.of(started);
    try {
      started.say(Materials.REQUEST);
    } catch (IOException e) {
      // It has ended; what it said before its end is told when it does not connect.
    }
    return started;
  }

  private Socket accept(Program started) throws IOException {
    try {
      return port.accept(stack.name(), started);
    } catch (ListeningPort.EndedException e) {
      if (stack.lacksGroup(started.printed())) {
        throw new Stack.LacksException("does not know the group");
      }
      throw e;
    }
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
      port.close();
    } catch (IOException e) {
      // Nobody connects to it any more.
    }
  }
}
