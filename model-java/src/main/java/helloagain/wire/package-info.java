/**
 * Octets to messages and back: the grammar of RFC 8446, 3 and 4 for the hellos, and of 5.1 and 6
 * for what carries them. Whether a well-formed message obeys the rules is not decided here.
 */
@NullMarked
package helloagain.wire;

import org.jspecify.annotations.NullMarked;
