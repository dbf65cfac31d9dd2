package helloagain.refinement;

import java.util.Locale;

/**
 * Names what a run of a batch can contain, and how often it has to be drawn. The minimum is a
 * percentage of all runs of a batch, some way below what the generators draw; a generator that
 * stops producing a case falls below it.
 */
public enum Label {
  // What is run.
  RECORDED_WITH_THE_JDK(1),
  BEHAVIOUR_OF_THE_SPECIFICATION(22),
  RFC_9846(30),
  STREAM_OF_RECORDS(10),

  // What a ClientHello has.
  MORE_THAN_16_GROUPS(1.5),
  GREASE_GROUP(8),
  UNKNOWN_GROUP(5),
  HYBRID_SHARED(2),
  FINITE_FIELD_SHARED(2),
  FINITE_FIELD_OF_4096_BITS_OR_MORE_SHARED(0.5),
  SUITE_BEYOND_TLS_13(6),
  UNKNOWN_EXTENSION(9),
  GREASE_EXTENSION(9),
  PADDING(6),
  ODD_ORDER_OF_EXTENSIONS(1.5),
  ODD_ORDER_ACCEPTED(0.3),
  DUPLICATED_ENTRY(2),
  REORDERED_ENTRIES_IN_SECOND_HELLO(0.15),
  TWO_PSKS_OR_MORE(15),
  FOUR_PSKS_OR_MORE(2.5),
  PSKS_OF_BOTH_HASHES(10),
  EARLY_DATA_OFFERED(8),

  // What becomes of it.
  PSK_ACCEPTED(5),
  PSK_KE(3),
  PSK_DHE_KE(1.5),
  EARLY_DATA_ACCEPTED(0.25),
  EARLY_DATA_REFUSED(1),
  RETRY_FOLLOWED(7),
  COOKIE_OVER_255_OCTETS(0.6),
  COOKIE_OVER_16384_OCTETS(0.15),
  SECOND_RETRY_REFUSED(0.5),
  DAMAGED_OCTETS_REFUSED(4),
  ALERT_OR_CLOSE_READ(6),
  ABORTED_BY_CLIENT(15),
  ABORTED_BY_SERVER(18),
  AGREED_BY_BOTH(8),

  // Records.
  FRAGMENTED_HELLO(2.5),
  CHANGE_CIPHER_SPEC_DROPPED(2.5),
  CHANGE_CIPHER_SPEC_BETWEEN_HELLOS(0.8),
  CHANGE_CIPHER_SPEC_WITHIN_HELLO(0.3),
  SKIPPED_EARLY_DATA_RECORD(0.4),
  DAMAGED_HELLO_IN_RECORDS_REFUSED(0.04),
  RECORD_REFUSED(4),
  RECORDS_TO_CLIENT(5),
  RECORDS_TO_SERVER(5);

  private final double minimum;

  Label(double minimum) {
    this.minimum = minimum;
  }

  /** Returns the share of all runs that has to have it, in percent. */
  public double minimum() {
    return minimum;
  }

  /** Returns the name in words. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
