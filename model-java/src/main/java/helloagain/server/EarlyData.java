package helloagain.server;

/**
 * Says what a server does with early data (RFC 8446, 4.2.10): exactly one of three things if it was
 * offered (ED-06).
 */
public enum EarlyData {
  /** None was offered. */
  NONE,
  /** EncryptedExtensions will carry {@code early_data}. */
  ACCEPTED,
  /** It is not accepted; what comes is tried with the handshake keys and skipped. */
  REFUSED,
  /** A retry was sent; what comes before the second ClientHello is skipped by its type (ED-08). */
  RETRIED
}
