/** The key schedule and the protection of records (RFC 8446, 7 and 5.2). */
@NullMarked
package helloagain.schedule;

import org.jspecify.annotations.NullMarked;
