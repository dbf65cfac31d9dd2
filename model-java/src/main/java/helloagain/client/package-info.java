/** The client of RFC 8446, A.1, from its first ClientHello to the ServerHello. */
@NullMarked
package helloagain.client;

import org.jspecify.annotations.NullMarked;
