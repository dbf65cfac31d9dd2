package helloagain.schedule;

import helloagain.message.Bytes;

/**
 * Holds the secrets that the server's Finished settles, each as long as the hash (RFC 8446, 7.1).
 *
 * @param clientTraffic the client's first application traffic secret
 * @param serverTraffic the server's first application traffic secret
 * @param exporterMain the secret of exporters
 */
public record ApplicationSecrets(Bytes clientTraffic, Bytes serverTraffic, Bytes exporterMain) {}
