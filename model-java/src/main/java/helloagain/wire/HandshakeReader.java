package helloagain.wire;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts handshake messages together from the fragments of records, wherever they are cut: inside a
 * header, octet by octet, several messages in one fragment (RFC 8446, 5.1). A reader is a value:
 * feeding it returns the next one. After a failure it reads nothing more.
 *
 * <p>A message longer than the limit is a {@code decode_error} as soon as its header is there. With
 * the default limit no hello is lost by it: a longer one breaks the bounds of its fields in any
 * case. A Certificate may be longer by its form, up to 2^24-1 octets, and is refused all the same.
 */
public final class HandshakeReader {
  /** The greatest length of a message without its header unless another is asked for, in octets. */
  public static final int DEFAULT_LIMIT = 1 << 18;

  /** The reader at the start of a stream, with the default limit. */
  public static final HandshakeReader EMPTY = withLimit(DEFAULT_LIMIT);

  private static final int HEADER_LENGTH = 4;

  private final int limit;
  private final long offset;
  private final Optional<DecodeFailure> failure;

  /**
   * The octets of the message that is not complete, in pieces. Each piece is longer than the next,
   * which keeps the cost of a message that comes octet by octet near its length; and the first
   * piece holds the whole header if it is there.
   */
  private final List<Bytes> pieces;

  private HandshakeReader(
      int limit, long offset, List<Bytes> pieces, Optional<DecodeFailure> failure) {
    this.limit = limit;
    this.offset = offset;
    this.pieces = pieces;
    this.failure = failure;
  }

  /**
   * Makes a reader at the start of a stream.
   *
   * @param limit the greatest length of a message without its header, in octets
   */
  public static HandshakeReader withLimit(int limit) {
    return new HandshakeReader(limit, 0, List.of(), Optional.empty());
  }

  /**
   * Holds what came of feeding a reader.
   *
   * @param messages the messages that were completed, with their headers, in order, all of them
   *     before any failure
   * @param next the reader to feed next
   */
  public record Result(List<Bytes> messages, HandshakeReader next) {
    /** Copies the list. */
    public Result {
      messages = List.copyOf(messages);
    }

    /** Returns why the stream cannot be read on, if so. */
    public Optional<DecodeFailure> failure() {
      return next.failure();
    }
  }

  /**
   * Reads the fragment of the next record of type {@code handshake}, however cut (REC-08, REC-22).
   */
  public Result feed(Bytes fragment) {
    if (failure.isPresent() || fragment.isEmpty()) {
      return new Result(List.of(), this);
    }
    List<Bytes> grown = append(pieces, fragment);
    if (!holdsWhole(grown)) {
      return new Result(List.of(), judged(offset, grown));
    }
    Bytes input = join(grown);
    List<Bytes> messages = new ArrayList<>();
    int at = 0;
    while (at + HEADER_LENGTH <= input.size()) {
      int length = length(input, at);
      int end = at + HEADER_LENGTH + length;
      if (length > limit || end > input.size()) {
        break;
      }
      messages.add(input.slice(at, end));
      at = end;
    }
    List<Bytes> rest = at == input.size() ? List.of() : List.of(input.slice(at, input.size()));
    return new Result(messages, judged(offset + at, rest));
  }

  /** Tells whether no message is incomplete, as before a change of keys (5.1). */
  public boolean isAtBoundary() {
    return pieces.isEmpty() && failure.isEmpty();
  }

  /** Returns the octets of the message that is not complete. */
  public Bytes pending() {
    return join(pieces);
  }

  /** Returns why the stream cannot be read on, if so. */
  public Optional<DecodeFailure> failure() {
    return failure;
  }

  /** Compares what has been read, however it was cut. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HandshakeReader that
        && limit == that.limit
        && offset == that.offset
        && failure.equals(that.failure)
        && pending().equals(that.pending());
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(offset) + pending().hashCode();
  }

  @Override
  public String toString() {
    return "HandshakeReader[offset=" + offset + ", pending=" + pending() + "]";
  }

  /** Makes the next reader, which fails if the incomplete message is too long. */
  private HandshakeReader judged(long from, List<Bytes> rest) {
    if (rest.isEmpty() || rest.get(0).size() < HEADER_LENGTH) {
      return new HandshakeReader(limit, from, rest, Optional.empty());
    }
    int length = length(rest.get(0), 0);
    if (length <= limit) {
      return new HandshakeReader(limit, from, rest, Optional.empty());
    }
    return new HandshakeReader(
        limit,
        from,
        List.of(),
        Optional.of(
            DecodeFailure.inStream(
                from + 1,
                "handshake.length",
                AlertDescription.DECODE_ERROR,
                "length " + length + " is above the limit of " + limit)));
  }

  private static boolean holdsWhole(List<Bytes> pieces) {
    Bytes first = pieces.get(0);
    long size = pieces.stream().mapToLong(Bytes::size).sum();
    return first.size() >= HEADER_LENGTH && size >= HEADER_LENGTH + length(first, 0);
  }

  private static int length(Bytes input, int at) {
    return input.at(at + 1) << 16 | input.at(at + 2) << 8 | input.at(at + 3);
  }

  private static List<Bytes> append(List<Bytes> pieces, Bytes fragment) {
    int keep = pieces.size();
    long size = fragment.size();
    while (keep > 0
        && (pieces.get(keep - 1).size() <= size || pieces.get(keep - 1).size() < HEADER_LENGTH)) {
      keep--;
      size += pieces.get(keep).size();
    }
    List<Bytes> tail = new ArrayList<>(pieces.subList(keep, pieces.size()));
    tail.add(fragment);
    List<Bytes> grown = new ArrayList<>(pieces.subList(0, keep));
    grown.add(join(tail));
    return List.copyOf(grown);
  }

  private static Bytes join(List<Bytes> pieces) {
    return Bytes.concat(pieces.toArray(Bytes[]::new));
  }
}
