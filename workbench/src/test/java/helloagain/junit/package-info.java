/** Shows how an engine is tested with the vectors. */
@NullMarked
package helloagain.junit;

import org.jspecify.annotations.NullMarked;
