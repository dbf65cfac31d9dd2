/**
 * Groups, shares and shared secrets (RFC 8446, 4.2.8 and 7.4; RFC 7748; RFC 7919; RFC 10024).
 *
 * <p>A share that breaks a rule comes back as a violation, never as an exception. Random octets are
 * an input of every function that needs them.
 */
@NullMarked
package helloagain.keyexchange;

import org.jspecify.annotations.NullMarked;
