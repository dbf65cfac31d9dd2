/** Tests of the graphs and their comparison. */
@NullMarked
package helloagain.refinement.graph;

import org.jspecify.annotations.NullMarked;
