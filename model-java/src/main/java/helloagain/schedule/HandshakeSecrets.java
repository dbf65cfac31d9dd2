package helloagain.schedule;

import helloagain.message.Bytes;

/**
 * Holds the secrets that a ServerHello settles, each as long as the hash (RFC 8446, 7.1).
 *
 * @param early the early secret
 * @param handshake the handshake secret
 * @param clientTraffic the client's handshake traffic secret
 * @param serverTraffic the server's handshake traffic secret
 * @param main the main (master) secret
 */
public record HandshakeSecrets(
    Bytes early, Bytes handshake, Bytes clientTraffic, Bytes serverTraffic, Bytes main) {}
