package helloagain.wire;

import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts a stream of octets into records, wherever the stream itself is cut (RFC 8446, 5.1). A reader
 * is a value: feeding it returns the next one. After a failure it reads nothing more.
 *
 * <p>A failure is seen as soon as the octets that decide it are there, so that records and failure
 * do not depend on the cuts:
 *
 * <ul>
 *   <li>an undefined type is an {@code unexpected_message} (5);
 *   <li>a length above 16384, or above 16640 for {@code application_data}, is a {@code
 *       record_overflow} (5.1, 5.2);
 *   <li>an empty fragment of type {@code handshake} is an {@code unexpected_message} (5.1, 5.4).
 * </ul>
 *
 * <p>The version of a record is kept and never judged (5.1).
 *
 * @param pending the octets of a record that is not complete, without any that are complete
 * @param offset how many octets of the stream came before {@code pending}
 * @param failure why the stream cannot be read on, if so
 */
public record RecordReader(Bytes pending, long offset, Optional<DecodeFailure> failure) {
  /** The reader at the start of a stream. */
  public static final RecordReader EMPTY = new RecordReader(Bytes.EMPTY, 0, Optional.empty());

  /** Every fault. */
  public static final Set<Fault> ALL_FAULTS =
      Collections.unmodifiableSet(EnumSet.allOf(Fault.class));

  private static final int HEADER_LENGTH = 5;

  /** Names what a header can have that makes a reader fail. */
  public enum Fault {
    /** A type that is not defined. */
    TYPE("record.type", AlertDescription.UNEXPECTED_MESSAGE),
    /** A length above that of the type. */
    LENGTH("record.length", AlertDescription.RECORD_OVERFLOW),
    /** A handshake fragment without octets. */
    EMPTY_FRAGMENT("record.length", AlertDescription.UNEXPECTED_MESSAGE);

    private final String field;
    private final AlertDescription alert;

    Fault(String field, AlertDescription alert) {
      this.field = field;
      this.alert = alert;
    }

    /** Finds the fault for which a reader failed. */
    public static Fault of(DecodeFailure failure) {
      for (Fault fault : values()) {
        if (failure.field().equals(fault.field) && failure.alert().equals(fault.alert)) {
          return fault;
        }
      }
      throw new IllegalArgumentException("no failure of a reader of records: " + failure);
    }
  }

  /**
   * Holds what came of feeding a reader.
   *
   * @param records the records that were completed, in order, all of them before any failure
   * @param next the reader to feed next
   */
  public record Result(List<TlsRecord> records, RecordReader next) {
    /** Copies the list. */
    public Result {
      records = List.copyOf(records);
    }

    /** Returns why the stream cannot be read on, if so. */
    public Optional<DecodeFailure> failure() {
      return next.failure();
    }
  }

  /** Reads the next octets of the stream, any number of them, and fails for every fault. */
  public Result feed(Bytes octets) {
    return feed(octets, ALL_FAULTS);
  }

  /**
   * Reads the next octets of the stream, any number of them, whatever version its records have
   * (REC-03).
   *
   * @param faults the faults to fail for; a record with another one is read like any other
   */
  public Result feed(Bytes octets, Set<Fault> faults) {
    if (failure.isPresent()) {
      return new Result(List.of(), this);
    }
    Bytes input = Bytes.concat(pending, octets);
    List<TlsRecord> records = new ArrayList<>();
    int at = 0;
    while (true) {
      Optional<DecodeFailure> fault = fault(input, at, faults);
      if (fault.isPresent()) {
        return new Result(records, new RecordReader(Bytes.EMPTY, offset + at, fault));
      }
      int end = at + HEADER_LENGTH;
      if (end > input.size() || end + length(input, at) > input.size()) {
        Bytes rest = input.slice(at, input.size());
        return new Result(records, new RecordReader(rest, offset + at, Optional.empty()));
      }
      end += length(input, at);
      records.add(
          new TlsRecord(
              new ContentType(input.at(at)),
              new ProtocolVersion(input.at(at + 1) << 8 | input.at(at + 2)),
              input.slice(at + HEADER_LENGTH, end)));
      at = end;
    }
  }

  /** Tells whether the stream so far ends with a whole record. */
  public boolean isAtBoundary() {
    return pending.isEmpty();
  }

  private static int length(Bytes input, int at) {
    return input.at(at + 3) << 8 | input.at(at + 4);
  }

  /** Judges as much of a header as is there. */
  private Optional<DecodeFailure> fault(Bytes input, int at, Set<Fault> faults) {
    if (at == input.size()) {
      return Optional.empty();
    }
    ContentType type = new ContentType(input.at(at));
    if (!type.isKnown() && faults.contains(Fault.TYPE)) {
      return Optional.of(failure(at, Fault.TYPE, "undefined type " + type));
    }
    if (at + HEADER_LENGTH > input.size()) {
      return Optional.empty();
    }
    int length = length(input, at);
    int limit = TlsRecord.maxLength(type);
    if (length > limit && faults.contains(Fault.LENGTH)) {
      return Optional.of(failure(at + 3, Fault.LENGTH, "length " + length + " is above " + limit));
    }
    if (length == 0
        && type.equals(ContentType.HANDSHAKE)
        && faults.contains(Fault.EMPTY_FRAGMENT)) {
      return Optional.of(failure(at + 3, Fault.EMPTY_FRAGMENT, "a handshake fragment is empty"));
    }
    return Optional.empty();
  }

  private DecodeFailure failure(int at, Fault fault, String reason) {
    return DecodeFailure.inStream(offset + at, fault.field, fault.alert, reason);
  }
}
