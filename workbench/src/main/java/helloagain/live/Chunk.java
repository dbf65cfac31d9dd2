package helloagain.live;

import helloagain.message.Bytes;

/**
 * Holds octets that crossed a connection together.
 *
 * @param sent whether the reference sent them
 * @param octets at least one
 */
public record Chunk(boolean sent, Bytes octets) {}
