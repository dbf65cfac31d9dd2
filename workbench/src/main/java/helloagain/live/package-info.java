/**
 * The reference over TCP, with peers of somebody else (RFC 8446, Figure 2). Each run is kept, so
 * that the specification can judge its hellos. Sockets have time-outs and limits.
 */
@NullMarked
package helloagain.live;

import org.jspecify.annotations.NullMarked;
