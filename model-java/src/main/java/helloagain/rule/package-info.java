/** The rulebook: each rule of the hello exchange with its id, section, level and alerts. */
@NullMarked
package helloagain.rule;

import org.jspecify.annotations.NullMarked;
