package helloagain.wire;

/** Names the message in which an extension stands; it decides the structure (RFC 8446, 4.2). */
enum ExtensionPlace {
  CLIENT_HELLO,
  SERVER_HELLO,
  HELLO_RETRY_REQUEST,
  ENCRYPTED_EXTENSIONS,
  CERTIFICATE_REQUEST,
  CERTIFICATE,
  NEW_SESSION_TICKET
}
