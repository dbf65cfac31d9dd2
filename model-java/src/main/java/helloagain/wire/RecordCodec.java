package helloagain.wire;

import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;

/** Writes records (RFC 8446, 5.1); {@link RecordReader} reads them. */
public final class RecordCodec {
  private RecordCodec() {}

  /**
   * Writes a record with its header of 5 octets. A record that no receiver accepts is written too,
   * for instance one of an undefined type; only its length is bounded.
   *
   * @throws IllegalArgumentException if the fragment is too long for a record of its type
   */
  public static Bytes encode(TlsRecord record) {
    int length = record.fragment().size();
    int limit = TlsRecord.maxLength(record.type());
    if (length > limit) {
      throw new IllegalArgumentException("fragment: length " + length + " is above " + limit);
    }
    return Bytes.concat(
        Numbers.encode(record.type().code(), 1),
        Numbers.encode(record.legacyVersion().code(), 2),
        Numbers.encode(length, 2),
        record.fragment());
  }

  /**
   * Cuts a content into records, none of which is empty.
   *
   * @param size the greatest number of octets per fragment, 1 to 16384
   * @throws IllegalArgumentException if the size is out of bounds
   */
  public static List<TlsRecord> fragment(
      ContentType type, ProtocolVersion legacyVersion, Bytes content, int size) {
    if (size < 1 || size > TlsRecord.MAX_PLAINTEXT_LENGTH) {
      throw new IllegalArgumentException("size: " + size + " is outside 1..16384");
    }
    List<TlsRecord> records = new ArrayList<>();
    for (int from = 0; from < content.size(); from += size) {
      int to = Math.min(content.size(), from + size);
      records.add(new TlsRecord(type, legacyVersion, content.slice(from, to)));
    }
    return List.copyOf(records);
  }
}
