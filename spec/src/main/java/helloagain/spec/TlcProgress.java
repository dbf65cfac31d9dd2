package helloagain.spec;

/**
 * Holds how far a run of TLC has come. TLC reports soon after its start and then once a minute.
 *
 * @param depth the length of the longest path so far
 * @param generatedStates all states generated so far
 * @param distinctStates the distinct ones
 * @param queuedStates those not yet expanded
 */
public record TlcProgress(
    int depth, long generatedStates, long distinctStates, long queuedStates) {}
