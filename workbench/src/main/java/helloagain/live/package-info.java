/**
 * The reference over TCP, with peers of somebody else (RFC 8446, Figure 2). Each run is kept, so
 * that the specification can judge it. Sockets have time-outs and limits.
 */
@NullMarked
package helloagain.live;

import org.jspecify.annotations.NullMarked;
