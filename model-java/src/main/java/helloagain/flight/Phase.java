package helloagain.flight;

/**
 * Names the states of a peer that reads a flight, as RFC 8446, A.1 and A.2 do.
 *
 * <p>A.2 also has WAIT_FLIGHT2, which a server leaves without reading anything; it is no state
 * here.
 */
public enum Phase {
  /** A client waits for EncryptedExtensions. */
  WAIT_EE,
  /** A client waits for CertificateRequest or Certificate. */
  WAIT_CERT_CR,
  /** A server waits for EndOfEarlyData. */
  WAIT_EOED,
  /** A peer waits for Certificate. */
  WAIT_CERT,
  /** A peer waits for CertificateVerify. */
  WAIT_CV,
  /** A peer waits for Finished. */
  WAIT_FINISHED
}
