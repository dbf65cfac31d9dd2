package helloagain.vectors;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is a peer whose conversation is written down. */
final class Recording implements Tested {
  private final Tested peer;
  private final List<Vector.Step> steps;
  private final List<String> words;
  private final List<Said> said = new ArrayList<>();
  private int told;

  /**
   * Begins to write.
   *
   * @param words what the message of each step says
   */
  Recording(Tested peer, List<Vector.Step> steps, List<String> words) {
    this.peer = peer;
    this.steps = steps;
    this.words = words;
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  @Override
  public Optional<Heard> start() throws IOException {
    return heard(peer.start());
  }

  @Override
  public Optional<Heard> tell(Bytes raw) throws IOException {
    boolean isStep = told(Optional.of(raw), List.of());
    Optional<Heard> heard = peer.tell(raw);
    return isStep ? heard(heard) : heard;
  }

  @Override
  public Optional<Heard> tell(List<TlsRecord> records) throws IOException {
    boolean isStep = told(Optional.empty(), records);
    Optional<Heard> heard = peer.tell(records);
    return isStep ? heard(heard) : heard;
  }

  @Override
  public Optional<Heard> tell(AlertDescription alert) throws IOException {
    boolean isStep = told(Optional.empty(), List.of());
    Optional<Heard> heard = peer.tell(alert);
    return isStep ? heard(heard) : heard;
  }

  @Override
  public Optional<Heard> tellEnd() throws IOException {
    boolean isStep = told(Optional.empty(), List.of());
    Optional<Heard> heard = peer.tellEnd();
    return isStep ? heard(heard) : heard;
  }

  /** Writes down what is told; what comes after the last step is no part of the test. */
  private boolean told(Optional<Bytes> octets, List<TlsRecord> records) {
    if (told >= steps.size()) {
      return false;
    }
    said.add(
        new Said(
            false,
            words.get(told),
            octets,
            records,
            steps.get(told).expected().stream().map(Expected::words).toList()));
    told++;
    return true;
  }

  private Optional<Heard> heard(Optional<Heard> heard) {
    heard.ifPresent(
        one ->
            said.add(
                one instanceof Heard.Handshake handshake
                    ? new Said(true, "this", Optional.of(handshake.raw()), List.of(), List.of())
                    : new Said(true, words(one), Optional.empty(), List.of(), List.of())));
    return heard;
  }

  private static String words(Heard heard) {
    if (heard instanceof Heard.FatalAlert alert) {
      return "alert " + alert.description().name();
    }
    return heard instanceof Heard.Closed
        ? "nothing more"
        : "what comes next under the keys of the ServerHello";
  }

  @Override
  public Optional<Bytes> transcriptHash() {
    return peer.transcriptHash();
  }

  @Override
  public boolean answersAtOnce() {
    return peer.answersAtOnce();
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
