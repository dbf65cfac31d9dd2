package helloagain.refinement;

import helloagain.message.Bytes;

/**
 * Names one record that is put before a receiver. What it holds depends on where the run stands:
 * the peer's hellos are one stream of octets, to be cut anywhere.
 */
public sealed interface RecordMove {
  /**
   * The rest of the hello that is due, in one record.
   *
   * @param less how many octets of it are held back, for the records after this one
   * @param more how many octets of what comes after that hello stand behind it
   * @param version the version in the header
   */
  record Hello(int less, int more, int version) implements RecordMove {}

  /**
   * The rest of the hello that is due, with one octet changed.
   *
   * @param at the place, counted around
   * @param mask the bits that are turned over, 1 to 255
   */
  record DamagedHello(int at, int mask) implements RecordMove {}

  /** Any octets as a change_cipher_spec. */
  record ChangeCipherSpec(Bytes body, int version) implements RecordMove {}

  /** Any octets as an alert. */
  record AlertOctets(Bytes body) implements RecordMove {}

  /** Any octets as a handshake fragment, also none. */
  record Fragment(Bytes octets) implements RecordMove {}

  /** Octets that no key opens, as application_data. */
  record Opaque(int size) implements RecordMove {}

  /** Octets of a type, which may be undefined or too many. */
  record Octets(int type, int size) implements RecordMove {}

  /**
   * What the peer protects with its handshake keys, or octets that nothing opens as long as there
   * are none.
   *
   * @param type the type inside
   * @param padding zeros behind it
   */
  record Protected(int type, Bytes content, int padding) implements RecordMove {}

  /**
   * The rest of the peer's protected messages, as {@link Protected}.
   *
   * @param less how many octets are held back
   */
  record ProtectedFlight(int less) implements RecordMove {}
}
