/** Lets the TLS of the JDK speak with the reference and holds what came of it to the rules. */
@NullMarked
package helloagain.refinement.jdk;

import org.jspecify.annotations.NullMarked;
