package helloagain.client;

import helloagain.message.ExtensionType;
import helloagain.wire.TlsRecord;
import java.util.Optional;

/**
 * Says where RFC 8446, 4.1.2, leaves a second ClientHello free.
 *
 * @param cookieAfter the extension after which the cookie stands; the end if it is absent, but
 *     always before {@code pre_shared_key} (4.2.11)
 * @param padTo the octets to which {@code padding} fills the message, header of 4 included; 0
 *     leaves padding as in the first hello. The extension itself takes 4 octets, so that a message
 *     that lacks fewer comes out up to 3 longer.
 * @param keepsUnfitPsks whether PSKs stay whose hash is not that of the suite in the retry: a
 *     client may drop them (CH2-06) and should (HRR-13)
 */
public record SecondHelloLayout(
    Optional<ExtensionType> cookieAfter, int padTo, boolean keepsUnfitPsks) {
  /** The cookie at the end, padding unchanged, no PSK that does not fit. */
  public static final SecondHelloLayout PLAIN = new SecondHelloLayout(Optional.empty(), 0);

  /** Makes a layout that drops the PSKs that do not fit. */
  public SecondHelloLayout(Optional<ExtensionType> cookieAfter, int padTo) {
    this(cookieAfter, padTo, false);
  }

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is outside 0 to 16384
   */
  public SecondHelloLayout {
    if (padTo < 0 || padTo > TlsRecord.MAX_PLAINTEXT_LENGTH) {
      throw new IllegalArgumentException("padTo: " + padTo + " is outside 0..16384");
    }
  }

  /** Returns the same layout that keeps PSKs that do not fit, or drops them. */
  public SecondHelloLayout keepingUnfitPsks(boolean keeps) {
    return new SecondHelloLayout(cookieAfter, padTo, keeps);
  }
}
