/** Tests that the reference keeps to the specification, and that these tests can fail. */
@NullMarked
package helloagain.refinement;

import org.jspecify.annotations.NullMarked;
