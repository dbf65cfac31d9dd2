/** The conformance vectors: made of the graphs of the bounded worlds, read, shown and run. */
@NullMarked
package helloagain.vectors;

import org.jspecify.annotations.NullMarked;
