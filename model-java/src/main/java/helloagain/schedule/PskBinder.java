package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.transcript.HashAlgorithm;
import java.util.Optional;

/** Computes the binder of an offered PSK (RFC 8446, 4.2.11.2). */
public final class PskBinder {
  private PskBinder() {}

  /**
   * Computes a binder, as long as the hash.
   *
   * @param hash the hash of the PSK
   * @param psk the PSK, of any length
   * @param kind where the PSK came from
   * @param transcriptHash the hash of the messages up to the truncated ClientHello
   */
  public static Bytes compute(HashAlgorithm hash, Bytes psk, PskKind kind, Bytes transcriptHash) {
    Bytes early = KeySchedule.earlySecret(hash, Optional.of(psk));
    return KeySchedule.verifyData(hash, KeySchedule.binderKey(hash, early, kind), transcriptHash);
  }
}
