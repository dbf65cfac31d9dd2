/** Tests of the door to TLC, on toy specifications. */
@NullMarked
package helloagain.spec;

import org.jspecify.annotations.NullMarked;
