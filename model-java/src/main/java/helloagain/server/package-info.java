/** The server of RFC 8446, A.2, from the first ClientHello to its ServerHello. */
@NullMarked
package helloagain.server;

import org.jspecify.annotations.NullMarked;
