package helloagain.vectors;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names receivers of records that do what no check of theirs asks for: each is the reference with
 * its record layer, and a duty of a receiver broken on purpose.
 */
public enum BrokenReceiver {
  /** It refuses records whose version is not that of TLS 1.2, which it has to ignore (5.1). */
  READS_RECORD_VERSION {
    @Override
    Optional<Heard> refusal(TlsRecord record) {
      return record.legacyVersion().equals(ProtocolVersion.TLS_12)
          ? Optional.empty()
          : Optional.of(new Heard.FatalAlert(AlertDescription.PROTOCOL_VERSION));
    }
  };

  /** Finds one by its name. */
  public static Optional<BrokenReceiver> named(String name) {
    return Arrays.stream(values()).filter(receiver -> receiver.name().equals(name)).findFirst();
  }

  /** Says what it answers to a record that the reference would read. */
  abstract Optional<Heard> refusal(TlsRecord record);

  /** Makes such a peer. */
  Tested peer(Profile profile, TestedPeer kind) {
    return new Refusing(EndpointPeer.of(profile, kind, Set.of()), this);
  }

  private record Refusing(Tested intact, BrokenReceiver how) implements Tested {
    @Override
    public Optional<Heard> start() throws IOException {
      return intact.start();
    }

    @Override
    public Optional<Heard> tell(Bytes raw) throws IOException {
      return intact.tell(raw);
    }

    @Override
    public Optional<Heard> tell(List<TlsRecord> records) throws IOException {
      Optional<Heard> refusal =
          records.stream().flatMap(record -> how.refusal(record).stream()).findFirst();
      return refusal.isPresent() ? refusal : intact.tell(records);
    }

    @Override
    public Optional<Heard> tell(AlertDescription alert) throws IOException {
      return intact.tell(alert);
    }

    @Override
    public Optional<Heard> tellEnd() throws IOException {
      return intact.tellEnd();
    }

    @Override
    public Optional<Bytes> transcriptHash() {
      return intact.transcriptHash();
    }

    @Override
    public boolean answersAtOnce() {
      return intact.answersAtOnce();
    }

    @Override
    public void close() throws IOException {
      intact.close();
    }
  }
}
