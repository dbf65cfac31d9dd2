/**
 * Measures: equality beside TLC alone, how worlds grow, and the reference's own work for a hello.
 */
@NullMarked
package helloagain.refinement.bench;

import org.jspecify.annotations.NullMarked;
