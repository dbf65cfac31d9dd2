package helloagain.schedule;

import helloagain.message.Bytes;
import helloagain.transcript.HashAlgorithm;
import java.util.Optional;

/**
 * Derives the secrets of a connection in the order of RFC 8446, 7.1.
 *
 * <pre>
 *             0
 *             v
 *   PSK or 0 -> Extract = early secret -- binder key, client early traffic, early exporter main
 *             v "derived"
 *    DHE or 0 -> Extract = handshake secret -- client and server handshake traffic
 *             v "derived"
 *          0 -> Extract = main secret -- client and server application traffic, exporter main,
 *                                        resumption main
 * </pre>
 *
 * <p>Zero stands for as many zero octets as a hash has. Every secret has the length of the hash. No
 * step is left out when there is no PSK or no (EC)DHE.
 */
public final class KeySchedule {
  private static final String DERIVED = "derived";

  private KeySchedule() {}

  /** Computes the early secret, from zeros if no PSK is selected. */
  public static Bytes earlySecret(HashAlgorithm hash, Optional<Bytes> psk) {
    return Hkdf.extract(hash, zeros(hash), psk.orElseGet(() -> zeros(hash)));
  }

  /** Computes the binder key of the PSK that made the early secret. */
  public static Bytes binderKey(HashAlgorithm hash, Bytes earlySecret, PskKind kind) {
    return Hkdf.deriveSecret(hash, earlySecret, kind.binderLabel(), hash.hash(Bytes.EMPTY));
  }

  /** Computes the client's early traffic secret over the first ClientHello. */
  public static Bytes clientEarlyTraffic(
      HashAlgorithm hash, Bytes earlySecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, earlySecret, "c e traffic", transcriptHash);
  }

  /** Computes the secret of early exporters over the first ClientHello. */
  public static Bytes earlyExporterMain(
      HashAlgorithm hash, Bytes earlySecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, earlySecret, "e exp master", transcriptHash);
  }

  /** Computes the salt of the extraction that follows a secret. */
  public static Bytes derivedSalt(HashAlgorithm hash, Bytes secret) {
    return Hkdf.deriveSecret(hash, secret, DERIVED, hash.hash(Bytes.EMPTY));
  }

  /** Computes the handshake secret, from zeros if the PSK is used without (EC)DHE. */
  public static Bytes handshakeSecret(
      HashAlgorithm hash, Bytes earlySecret, Optional<Bytes> sharedSecret) {
    return Hkdf.extract(
        hash, derivedSalt(hash, earlySecret), sharedSecret.orElseGet(() -> zeros(hash)));
  }

  /** Computes the client's handshake traffic secret over the messages to the ServerHello. */
  public static Bytes clientHandshakeTraffic(
      HashAlgorithm hash, Bytes handshakeSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, handshakeSecret, "c hs traffic", transcriptHash);
  }

  /** Computes the server's handshake traffic secret over the messages to the ServerHello. */
  public static Bytes serverHandshakeTraffic(
      HashAlgorithm hash, Bytes handshakeSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, handshakeSecret, "s hs traffic", transcriptHash);
  }

  /** Computes the main secret, which RFC 8446 calls the master secret. */
  public static Bytes mainSecret(HashAlgorithm hash, Bytes handshakeSecret) {
    return Hkdf.extract(hash, derivedSalt(hash, handshakeSecret), zeros(hash));
  }

  /**
   * Computes the client's first application traffic secret, over the messages to the server's
   * Finished.
   */
  public static Bytes clientApplicationTraffic(
      HashAlgorithm hash, Bytes mainSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, mainSecret, "c ap traffic", transcriptHash);
  }

  /**
   * Computes the server's first application traffic secret, over the messages to the server's
   * Finished.
   */
  public static Bytes serverApplicationTraffic(
      HashAlgorithm hash, Bytes mainSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, mainSecret, "s ap traffic", transcriptHash);
  }

  /** Computes the secret of exporters, over the messages to the server's Finished. */
  public static Bytes exporterMain(HashAlgorithm hash, Bytes mainSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, mainSecret, "exp master", transcriptHash);
  }

  /** Computes the secret of the PSKs of tickets, over the messages to the client's Finished. */
  public static Bytes resumptionMain(HashAlgorithm hash, Bytes mainSecret, Bytes transcriptHash) {
    return Hkdf.deriveSecret(hash, mainSecret, "res master", transcriptHash);
  }

  /** Computes the application traffic secret that follows one after a KeyUpdate (RFC 8446, 7.2). */
  public static Bytes nextApplicationTraffic(HashAlgorithm hash, Bytes trafficSecret) {
    return Hkdf.expandLabel(hash, trafficSecret, "traffic upd", Bytes.EMPTY, hash.length());
  }

  /**
   * Computes the PSK of a ticket (RFC 8446, 4.6.1).
   *
   * @param ticketNonce the nonce that came with the ticket, 0 to 255 octets
   */
  public static Bytes resumptionPsk(HashAlgorithm hash, Bytes resumptionMain, Bytes ticketNonce) {
    return Hkdf.expandLabel(hash, resumptionMain, "resumption", ticketNonce, hash.length());
  }

  /**
   * Computes keying material for another protocol (RFC 8446, 7.5). No context is the same as one of
   * no octets.
   *
   * @param exporterSecret the secret of exporters, or of early exporters
   * @param label the label of the other protocol, 1 to 249 characters of ASCII
   * @param context what the other protocol binds the material to, of any length
   * @param length the octets to make, 0 to 255 times the length of the hash
   * @throws IllegalArgumentException if the label or the length lies outside
   */
  public static Bytes export(
      HashAlgorithm hash, Bytes exporterSecret, String label, Bytes context, int length) {
    Bytes secret = Hkdf.deriveSecret(hash, exporterSecret, label, hash.hash(Bytes.EMPTY));
    return Hkdf.expandLabel(hash, secret, "exporter", hash.hash(context), length);
  }

  /** Computes the key of a Finished or a binder from its base key (RFC 8446, 4.4.4). */
  public static Bytes finishedKey(HashAlgorithm hash, Bytes baseKey) {
    return Hkdf.expandLabel(hash, baseKey, "finished", Bytes.EMPTY, hash.length());
  }

  /** Computes the verify_data of a Finished from its base key (RFC 8446, 4.4.4). */
  public static Bytes verifyData(HashAlgorithm hash, Bytes baseKey, Bytes transcriptHash) {
    return hash.hmac(finishedKey(hash, baseKey), transcriptHash);
  }

  /**
   * Derives all secrets that a ServerHello settles.
   *
   * @param hash the hash of the selected suite
   * @param psk the selected PSK
   * @param sharedSecret the (EC)DHE or hybrid secret
   * @param transcriptHash the hash of the messages to the ServerHello, after a retry beginning with
   *     message_hash
   */
  public static HandshakeSecrets handshakeSecrets(
      HashAlgorithm hash, Optional<Bytes> psk, Optional<Bytes> sharedSecret, Bytes transcriptHash) {
    Bytes early = earlySecret(hash, psk);
    Bytes handshake = handshakeSecret(hash, early, sharedSecret);
    return new HandshakeSecrets(
        early,
        handshake,
        clientHandshakeTraffic(hash, handshake, transcriptHash),
        serverHandshakeTraffic(hash, handshake, transcriptHash),
        mainSecret(hash, handshake));
  }

  /**
   * Derives all secrets that the server's Finished settles.
   *
   * @param transcriptHash the hash of the messages to the server's Finished
   */
  public static ApplicationSecrets applicationSecrets(
      HashAlgorithm hash, Bytes mainSecret, Bytes transcriptHash) {
    return new ApplicationSecrets(
        clientApplicationTraffic(hash, mainSecret, transcriptHash),
        serverApplicationTraffic(hash, mainSecret, transcriptHash),
        exporterMain(hash, mainSecret, transcriptHash));
  }

  private static Bytes zeros(HashAlgorithm hash) {
    return Bytes.repeat(0, hash.length());
  }
}
