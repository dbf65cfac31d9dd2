/** The command {@code hello}: what people run, and nothing that the other modules need. */
@NullMarked
package helloagain.workbench;

import org.jspecify.annotations.NullMarked;
