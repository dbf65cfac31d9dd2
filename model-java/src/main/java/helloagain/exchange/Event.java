package helloagain.exchange;

/** Tells what a peer received or sent, for a record of its run. */
public sealed interface Event permits Received, Sent {}
