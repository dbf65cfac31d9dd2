/** Reads the tables of the command and of its users. */
@NullMarked
package helloagain.table;

import org.jspecify.annotations.NullMarked;
