/** Is a sample of the tests of somebody else's stack, with the vectors. */
@NullMarked
package helloagain.sample;

import org.jspecify.annotations.NullMarked;
