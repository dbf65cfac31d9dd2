package helloagain.refinement.graph;

/**
 * A state of {@code HostilePeers.tla} or {@code HostileFlights.tla}.
 *
 * @param exchange the peer that keeps the rules, and what is on its way
 * @param faults how many faults the hostile peer has spent, 0 or more
 * @param <N> the states without the faults
 */
record HostileExchange<N>(N exchange, int faults) {}
