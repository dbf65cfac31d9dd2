/** The part that touches TLC's classes; each model loads it anew in its own class loader. */
@NullMarked
package helloagain.spec.internal;

import org.jspecify.annotations.NullMarked;
