package helloagain.wire;

/** Names the hello in which an extension stands; it decides the structure (RFC 8446, 4.2). */
enum Hello {
  CLIENT_HELLO,
  SERVER_HELLO,
  HELLO_RETRY_REQUEST
}
