package helloagain.rule;

/** Names the document to follow where RFC 8446 and its successor differ. */
public enum Profile {
  /** TLS 1.3 as published in 2018. */
  RFC8446,
  /** The revision that replaces it. */
  RFC9846
}
