/**
 * Runs the vectors as tests of JUnit, with an SSLEngine of one's own. Whoever uses it brings JUnit
 * along.
 */
@NullMarked
package helloagain.junit;

import org.jspecify.annotations.NullMarked;
