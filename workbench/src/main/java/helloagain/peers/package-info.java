/**
 * Whole handshakes of the reference with the TLS of others: engines in this JVM, without sockets,
 * and programs of this machine, over loopback. The classes of other stacks are known here alone.
 */
@NullMarked
package helloagain.peers;

import org.jspecify.annotations.NullMarked;
