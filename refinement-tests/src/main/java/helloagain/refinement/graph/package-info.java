/**
 * The reachable graphs of bounded worlds: that of the specification by TLC, that of the reference
 * by an explorer that knows nothing of TLC, and their comparison state for state.
 */
@NullMarked
package helloagain.refinement.graph;

import org.jspecify.annotations.NullMarked;
