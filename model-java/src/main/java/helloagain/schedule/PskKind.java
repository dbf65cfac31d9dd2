package helloagain.schedule;

/** Says where a pre-shared key came from (RFC 8446, 4.2.11). */
public enum PskKind {
  /** Agreed outside TLS. */
  EXTERNAL("ext binder"),
  /** Made by an earlier connection and named by a ticket. */
  RESUMPTION("res binder");

  private final String binderLabel;

  PskKind(String binderLabel) {
    this.binderLabel = binderLabel;
  }

  /** Returns the label that keeps binders of the two kinds apart (RFC 8446, 7.1). */
  public String binderLabel() {
    return binderLabel;
  }
}
