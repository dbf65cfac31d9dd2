/** What peers receive and send, and how a message is held to the rules in turn. */
@NullMarked
package helloagain.exchange;

import org.jspecify.annotations.NullMarked;
