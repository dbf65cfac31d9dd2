package helloagain.message;

/**
 * Says what a certificate extension of a client must hold (RFC 8446, 4.2.5).
 *
 * @param oid the object identifier of the certificate extension, DER, 1 to 255 octets
 * @param values the value that it must hold, DER, 0 to 65535 octets
 */
public record OidFilter(Bytes oid, Bytes values) {}
