package helloagain.peers;

import helloagain.live.LiveClient;
import helloagain.live.LiveRun;
import helloagain.live.LiveServer;
import helloagain.message.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Is another stack that was set up for a scenario. Confined to one thread. */
interface Peer extends AutoCloseable {
  /**
   * Lets a peer that is a server speak with the reference.
   *
   * @throws IOException if there is no connection
   */
  LiveRun speak(LiveClient reference) throws IOException;

  /**
   * Lets a peer that is a client speak with the reference.
   *
   * @throws IOException if there is no connection
   */
  LiveRun speak(LiveServer reference) throws IOException;

  /** Returns the application data that it received, or all that it printed. */
  String heard();

  /** Returns in one line what the peer itself says of its trouble, if it says anything. */
  Optional<String> complaint();

  /** Returns the keying material that it tells of, for {@link Materials#LABEL}, if it does. */
  Optional<Bytes> exported();

  @Override
  void close();
}
