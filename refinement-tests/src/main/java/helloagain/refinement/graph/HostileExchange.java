package helloagain.refinement.graph;

/**
 * A state of {@code HostilePeers.tla}.
 *
 * @param faults how many faults the hostile peer has spent, 0 or more
 */
record HostileExchange(Exchange exchange, int faults) {}
