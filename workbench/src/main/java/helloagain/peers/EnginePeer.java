package helloagain.peers;

import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Is a stack of this JVM, which makes an engine for each connection. */
final class EnginePeer implements Peer {
  private final String name;
  private final Supplier<SSLEngine> engines;
  private @Nullable EngineLine last;

  /**
   * Takes a name for runs and a source of engines whose role and policy are set; their context may
   * be the same, so that they know the tickets of each other.
   */
  EnginePeer(String name, Supplier<SSLEngine> engines) {
    this.name = name;
    this.engines = engines;
  }

  @Override
  public LiveRun speak(LiveClient reference) {
    return reference.speak(name, fresh());
  }

  @Override
  public LiveRun speak(LiveServer reference) {
    return reference.speak(name, fresh());
  }

  private EngineLine fresh() {
    EngineLine line = EngineLine.asking(engines.get());
    last = line;
    return line;
  }

  @Override
  public String heard() {
    return last == null ? "" : last.heard();
  }

  @Override
  public Optional<String> complaint() {
    return last == null ? Optional.empty() : last.failure();
  }

  @Override
  public Optional<Bytes> exported() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // An engine holds nothing that its end would not free.
  }
}
