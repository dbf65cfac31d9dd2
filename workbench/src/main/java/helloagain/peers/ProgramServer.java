package helloagain.peers;

import helloagain.live.Line;
import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Is a server that is a program, from the first connection on until it is closed. */
final class ProgramServer implements Peer {
  private final ProgramStack stack;
  private final StartedServer server;

  /** Starts it and waits until it takes connections. */
  ProgramServer(ProgramStack stack, Scenario scenario, Materials materials) throws IOException {
    this.stack = stack;
    this.server = StartedServer.start(stack, scenario, materials);
  }

  @Override
  public LiveRun speak(LiveClient reference) throws IOException {
    try (Socket socket = server.connect()) {
      return reference.speak(stack.name(), Line.over(socket));
    }
  }

  @Override
  public LiveRun speak(LiveServer reference) {
    throw new IllegalStateException("this peer is a server");
  }

  @Override
  public String heard() {
    return server.printed();
  }

  @Override
  public Optional<String> complaint() {
    return server.lastLine();
  }

  @Override
  public Optional<Bytes> exported() {
    return stack.exported(server.printed());
  }

  @Override
  public void close() {
    server.close();
  }
}
