/** The key schedule as far as the hellos drive it (RFC 8446, 7.1 and 7.3). */
@NullMarked
package helloagain.schedule;

import org.jspecify.annotations.NullMarked;
