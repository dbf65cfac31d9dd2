package helloagain.flight;

/** Says what has become of a client's early data (RFC 8446, 4.2.10). */
public enum EarlyDataFate {
  /** None was offered. */
  NONE,
  /** It was offered; EncryptedExtensions has not come. */
  OFFERED,
  /** A retry has ended it, and its keys are gone. */
  DROPPED,
  /** EncryptedExtensions has accepted it. */
  ACCEPTED,
  /** EncryptedExtensions has not accepted it. */
  REFUSED
}
