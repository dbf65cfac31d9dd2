package helloagain.wire;

import helloagain.message.AlertDescription;

/**
 * Tells where and why input is not well-formed.
 *
 * @param offset octets from the start of the input to the fault, from 0: the length field whose
 *     number is out of bounds or reaches too far, the first octet of a field that is cut short, or
 *     the first octet too many; for a reader of a stream, octets since the stream began
 * @param field the dotted path of the field in the words of RFC 8446, such as {@code
 *     client_hello.extensions[3].key_share.client_shares[0].key_exchange}
 * @param alert the alert to send
 * @param reason what was seen, in one line for people
 */
public record DecodeFailure(int offset, String field, AlertDescription alert, String reason) {
  /**
   * Makes a failure in a stream, whose offset stays at the greatest number once it is beyond it.
   */
  static DecodeFailure inStream(long offset, String field, AlertDescription alert, String reason) {
    return new DecodeFailure((int) Math.min(offset, Integer.MAX_VALUE), field, alert, reason);
  }

  @Override
  public String toString() {
    return alert + " at " + offset + " (" + field + "): " + reason;
  }
}
