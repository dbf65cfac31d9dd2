/**
 * Peers that read and write octets: records, fragments, change_cipher_spec (RFC 8446, 5 and D.4).
 */
@NullMarked
package helloagain.endpoint;

import org.jspecify.annotations.NullMarked;
