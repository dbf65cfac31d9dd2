package helloagain.message;

/**
 * Holds one share of a key exchange (RFC 8446, 4.2.8).
 *
 * @param group the group of the share
 * @param keyExchange the public value, 1 to 65535 octets; the group fixes its form
 */
public record KeyShareEntry(NamedGroup group, Bytes keyExchange) {}
