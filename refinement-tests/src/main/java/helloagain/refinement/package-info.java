/**
 * Holds the reference to the specification: runs both beside each other and compares their states.
 */
@NullMarked
package helloagain.refinement;

import org.jspecify.annotations.NullMarked;
