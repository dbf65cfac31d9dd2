/**
 * Runs the vectors with TLS stacks that are not the project's: engines of this JVM, programs, and
 * servers somewhere, and says which rules they leave.
 */
@NullMarked
package helloagain.probe;

import org.jspecify.annotations.NullMarked;
