/** Tests of the measurements: what they count and how they reckon, never how fast. */
@NullMarked
package helloagain.refinement.bench;

import org.jspecify.annotations.NullMarked;
