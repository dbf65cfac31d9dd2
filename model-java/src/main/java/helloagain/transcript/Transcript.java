package helloagain.transcript;

import helloagain.message.Bytes;
import helloagain.message.HandshakeType;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the handshake messages so far as they stood on the wire, 4-byte headers included, record
 * headers not (RFC 8446, 4.4.1).
 *
 * <p>The messages stay raw because the hash is known only from the suite of the ServerHello or
 * HelloRetryRequest.
 */
public final class Transcript {
  private static final int HEADER = 4;

  private final List<Bytes> messages;

  private Transcript(List<Bytes> messages) {
    this.messages = List.copyOf(messages);
  }

  /**
   * Begins with the first ClientHello.
   *
   * @throws IllegalArgumentException if this is not one whole handshake message of type 1
   */
  public static Transcript of(Bytes clientHello1) {
    return new Transcript(List.of(checked(clientHello1, HandshakeType.CLIENT_HELLO)));
  }

  /**
   * Adds a message at the end.
   *
   * @throws IllegalArgumentException if this is not one whole handshake message, or is of the type
   *     message_hash, which no peer sends
   */
  public Transcript append(Bytes message) {
    List<Bytes> longer = new ArrayList<>(messages);
    longer.add(whole(message));
    return new Transcript(longer);
  }

  /**
   * Puts the message_hash of the first ClientHello in its place and adds the HelloRetryRequest.
   *
   * <pre>
   * message_hash = FE 00 00 L || Hash(ClientHello1), L = 32 or 48
   * </pre>
   *
   * @param hash the hash of the suite in the HelloRetryRequest
   * @throws IllegalStateException if there was a retry already or more came than the first hello
   * @throws IllegalArgumentException if this is not one whole handshake message of type 2
   */
  public Transcript retried(HashAlgorithm hash, Bytes helloRetryRequest) {
    if (messages.size() != 1) {
      throw new IllegalStateException(
          "a HelloRetryRequest follows the first ClientHello alone, not "
              + messages.size()
              + " messages");
    }
    return retried(hash, hash.hash(messages.get(0)), helloRetryRequest);
  }

  /**
   * Begins with the message_hash of a first ClientHello of which only the hash is known, and the
   * HelloRetryRequest that answered it.
   *
   * @param hash the hash of the suite in the HelloRetryRequest
   * @param firstHelloHash the hash of the first ClientHello
   * @throws IllegalArgumentException if the hash has another length or this is not one whole
   *     handshake message of type 2
   */
  public static Transcript retried(
      HashAlgorithm hash, Bytes firstHelloHash, Bytes helloRetryRequest) {
    if (firstHelloHash.size() != hash.length()) {
      throw new IllegalArgumentException("hash of " + firstHelloHash.size() + " octets");
    }
    Bytes messageHash =
        Bytes.concat(
            Bytes.of(
                (byte) HandshakeType.MESSAGE_HASH.code(), (byte) 0, (byte) 0, (byte) hash.length()),
            firstHelloHash);
    return new Transcript(
        List.of(messageHash, checked(helloRetryRequest, HandshakeType.SERVER_HELLO)));
  }

  /** Hashes the messages. */
  public Bytes hash(HashAlgorithm hash) {
    return hash.hash(Bytes.concat(messages.toArray(Bytes[]::new)));
  }

  /**
   * Hashes the messages and then a ClientHello that lacks its binders (RFC 8446, 4.2.11.2).
   *
   * <p>This is for the second ClientHello. The hash for the binders of the first is {@link
   * HashAlgorithm#hash} of the truncated hello alone.
   *
   * @param truncatedHello the second ClientHello up to, not including, the list of binders; its
   *     header counts the octets that are missing
   */
  public Bytes hashWithTruncated(HashAlgorithm hash, Bytes truncatedHello) {
    List<Bytes> longer = new ArrayList<>(messages);
    longer.add(truncatedHello);
    return hash.hash(Bytes.concat(longer.toArray(Bytes[]::new)));
  }

  /** Returns the messages in order, after a retry the message_hash first. */
  public List<Bytes> messages() {
    return messages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transcript that && messages.equals(that.messages);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  @Override
  public String toString() {
    return "Transcript" + messages;
  }

  private static Bytes checked(Bytes message, HandshakeType type) {
    if (whole(message).at(0) != type.code()) {
      throw new IllegalArgumentException(
          "handshake message of type " + message.at(0) + " instead of " + type);
    }
    return message;
  }

  private static Bytes whole(Bytes message) {
    if (message.size() < HEADER) {
      throw new IllegalArgumentException("handshake message of " + message.size() + " octets");
    }
    int length = message.at(1) << 16 | message.at(2) << 8 | message.at(3);
    if (length != message.size() - HEADER) {
      throw new IllegalArgumentException(
          "handshake message of " + message.size() + " octets with length field " + length);
    }
    if (message.at(0) == HandshakeType.MESSAGE_HASH.code()) {
      throw new IllegalArgumentException("message_hash never stands on the wire");
    }
    return message;
  }
}
