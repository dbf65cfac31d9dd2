package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.wire.HandshakeReader;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the records that are sent to a peer: which handshake messages they complete, whatever
 * else is wrong with them (RFC 8446, 5.1). Nothing is judged here.
 *
 * @param reader puts the messages together
 * @param completed the messages that the latest records completed, with their headers
 */
public record SentRecords(HandshakeReader reader, List<Bytes> completed) {
  /** The start of a connection. */
  public static final SentRecords NONE = new SentRecords(HandshakeReader.EMPTY, List.of());

  /** Copies the list. */
  public SentRecords {
    completed = List.copyOf(completed);
  }

  /** Follows more records. */
  public SentRecords with(List<TlsRecord> records) {
    HandshakeReader now = reader;
    List<Bytes> messages = new ArrayList<>();
    for (TlsRecord record : records) {
      if (record.type().equals(ContentType.HANDSHAKE)) {
        HandshakeReader.Result result = now.feed(record.fragment());
        now = result.next();
        messages.addAll(result.messages());
      }
    }
    return new SentRecords(now, messages);
  }

  /** Writes records, longer ones than are permitted as well. */
  public static Bytes octets(List<TlsRecord> records) {
    return Bytes.concat(records.stream().map(SentRecords::octets).toArray(Bytes[]::new));
  }

  private static Bytes octets(TlsRecord record) {
    return Bytes.concat(header(record), record.fragment());
  }

  /** Writes the header of a record, 5 octets. */
  public static Bytes header(TlsRecord record) {
    int version = record.legacyVersion().code();
    int length = record.fragment().size();
    return Bytes.of(
        (byte) record.type().code(),
        (byte) (version >> 8),
        (byte) version,
        (byte) (length >> 8),
        (byte) length);
  }
}
