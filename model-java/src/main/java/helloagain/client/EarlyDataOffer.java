package helloagain.client;

/** Says what has become of a client's early data, up to the ServerHello (RFC 8446, 4.2.10). */
public enum EarlyDataOffer {
  /** None was offered. */
  NONE,
  /** It was offered; the server has not said what it does. */
  OFFERED,
  /** A retry has ended it, and its keys are gone. */
  DROPPED
}
