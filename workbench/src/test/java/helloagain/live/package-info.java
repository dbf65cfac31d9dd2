/** Tests of the reference over TCP. */
@NullMarked
package helloagain.live;

import org.jspecify.annotations.NullMarked;
