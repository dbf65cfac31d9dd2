package helloagain.flight;

/** Says what a client's certificate is to a server (RFC 8446, 4.3.2 and 4.4.2.4). */
public enum ClientAuthentication {
  /** It asks for none. */
  NONE,
  /** It asks, and goes on without one, or with one that it does not trust. */
  OPTIONAL,
  /** It asks, and ends the handshake without one that it trusts. */
  REQUIRED
}
