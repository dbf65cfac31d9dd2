package helloagain.vectors;

import helloagain.message.Alert;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.function.Function;

/**
 * Is something to be sent.
 *
 * @param id made of its content, so that the same is the same for ever
 * @param words what it says
 * @param content what is put on the connection
 */
public record Message(String id, String words, Content content) {
  /** Is what is put on the connection. */
  public sealed interface Content {
    /** A handshake message, in one or more plaintext records. */
    record Handshake(List<Part> parts) implements Content {
      /** Copies the list. */
      public Handshake {
        parts = List.copyOf(parts);
      }
    }

    /**
     * Records as they go on the wire, whatever is wrong with them. The handshake messages in them
     * are those of their fragments of type {@code handshake}, one after the other (RFC 8446, 5.1).
     */
    record Records(List<OneRecord> records) implements Content {
      /** Copies the list. */
      public Records {
        records = List.copyOf(records);
      }

      /** Makes the records. */
      public List<TlsRecord> made(Function<Place, Bytes> run) {
        return records.stream().map(record -> record.made(run)).toList();
      }
    }

    /** An alert. */
    record OneAlert(Alert alert) implements Content {}

    /** The end of the transport. */
    record Close() implements Content {}
  }

  /**
   * Is a record in the clear. Its length is that of its parts.
   *
   * @param type of any value, defined or not
   * @param version the {@code legacy_record_version}
   * @param parts its fragment
   */
  public record OneRecord(ContentType type, ProtocolVersion version, List<Part> parts) {
    /** Copies the list. */
    public OneRecord {
      parts = List.copyOf(parts);
    }

    TlsRecord made(Function<Place, Bytes> run) {
      return new TlsRecord(type, version, Part.octets(parts, run));
    }
  }
}
