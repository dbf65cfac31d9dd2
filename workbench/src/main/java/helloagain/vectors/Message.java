package helloagain.vectors;

import helloagain.message.Alert;
import java.util.List;

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

    /** An alert. */
    record OneAlert(Alert alert) implements Content {}

    /** The end of the transport. */
    record Close() implements Content {}
  }
}
