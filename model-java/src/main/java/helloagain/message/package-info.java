/**
 * The vocabulary of the handshake: code points, messages and extensions as immutable values.
 * Nothing here reads or writes bytes; see {@code helloagain.wire}.
 */
@NullMarked
package helloagain.message;

import org.jspecify.annotations.NullMarked;
