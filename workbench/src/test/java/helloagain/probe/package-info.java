/** Tests of the probe: with the reference, with broken ones, and with stacks of this JVM. */
@NullMarked
package helloagain.probe;

import org.jspecify.annotations.NullMarked;
