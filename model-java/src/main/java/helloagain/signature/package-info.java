/**
 * The signatures of the handshake: what a CertificateVerify signs, the schemes of TLS 1.3, and the
 * public keys that certificates carry (RFC 8446, 4.2.3, 4.4.2 and 4.4.3). Whether a chain leads to
 * an authority that somebody trusts is not judged here (RFC 5280).
 */
@NullMarked
package helloagain.signature;

import org.jspecify.annotations.NullMarked;
