/** The handshake messages that both sides hash, and the hash of a suite (RFC 8446, 4.4.1). */
@NullMarked
package helloagain.transcript;

import org.jspecify.annotations.NullMarked;
