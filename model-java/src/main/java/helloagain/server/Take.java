package helloagain.server;

/** Says which of the groups in common a server takes (RFC 8446, 4.2.7; HRR-19). */
public enum Take {
  /** The most preferred group that has a share, if there is one. */
  SHARED,
  /** The most preferred group, even if it takes a HelloRetryRequest. */
  PREFERRED
}
