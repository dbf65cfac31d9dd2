package helloagain.keyexchange;

import static java.util.Map.entry;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.rule.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes keys, checks shares and computes shared secrets for every supported group.
 *
 * <p>A share is judged in one order everywhere, and the first rule that it breaks decides:
 *
 * <ol>
 *   <li>the length of the whole share (KV-02, KV-04, KV-05, HY-07, HY-10), and for a point also its
 *       leading octet (KV-04);
 *   <li>the value (KV-01, KV-03, KEX-12, HY-09), of a hybrid part by part in the order of the
 *       share.
 * </ol>
 *
 * <p>Sizes in octets, with L the length of the field prime or of p:
 *
 * <table>
 *   <caption>Shares and secrets</caption>
 *   <tr><th>groups</th><th>client share</th><th>server share</th><th>secret</th></tr>
 *   <tr><td>x25519, x448</td><td>L</td><td>L</td><td>L</td></tr>
 *   <tr><td>secp*r1</td><td>1 + 2L</td><td>1 + 2L</td><td>L</td></tr>
 *   <tr><td>ffdhe*</td><td>L</td><td>L</td><td>L</td></tr>
 *   <tr><td>X25519MLKEM768</td><td>1184 + 32</td><td>1088 + 32</td><td>32 + 32</td></tr>
 *   <tr><td>SecP256r1MLKEM768</td><td>65 + 1184</td><td>65 + 1088</td><td>32 + 32</td></tr>
 *   <tr><td>SecP384r1MLKEM1024</td><td>97 + 1568</td><td>97 + 1568</td><td>48 + 32</td></tr>
 * </table>
 */
public final class KeyExchange {
  private static final List<NamedGroup> SUPPORTED =
      List.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.X25519MLKEM768,
          NamedGroup.SECP384R1,
          NamedGroup.X448,
          NamedGroup.SECP521R1,
          NamedGroup.FFDHE2048,
          NamedGroup.FFDHE3072,
          NamedGroup.FFDHE4096,
          NamedGroup.FFDHE6144,
          NamedGroup.FFDHE8192,
          NamedGroup.SECP256R1MLKEM768,
          NamedGroup.SECP384R1MLKEM1024);

  private static final Map<NamedGroup, Scheme> SCHEMES =
      Map.ofEntries(
          entry(NamedGroup.X25519, Montgomery.CURVE25519),
          entry(NamedGroup.X448, Montgomery.CURVE448),
          entry(NamedGroup.SECP256R1, Weierstrass.SECP256R1),
          entry(NamedGroup.SECP384R1, Weierstrass.SECP384R1),
          entry(NamedGroup.SECP521R1, Weierstrass.SECP521R1),
          entry(NamedGroup.FFDHE2048, FiniteField.FFDHE2048),
          entry(NamedGroup.FFDHE3072, FiniteField.FFDHE3072),
          entry(NamedGroup.FFDHE4096, FiniteField.FFDHE4096),
          entry(NamedGroup.FFDHE6144, FiniteField.FFDHE6144),
          entry(NamedGroup.FFDHE8192, FiniteField.FFDHE8192),
          entry(
              NamedGroup.X25519MLKEM768, new Hybrid(Montgomery.CURVE25519, MlKem.ML_KEM_768, true)),
          entry(
              NamedGroup.SECP256R1MLKEM768,
              new Hybrid(Weierstrass.SECP256R1, MlKem.ML_KEM_768, false)),
          entry(
              NamedGroup.SECP384R1MLKEM1024,
              new Hybrid(Weierstrass.SECP384R1, MlKem.ML_KEM_1024, false)));

  private KeyExchange() {}

  /** Tells whether this reference can use the group. */
  public static boolean supports(NamedGroup group) {
    return SCHEMES.containsKey(group);
  }

  /** Lists the groups that this reference can use, in the order in which it prefers them. */
  public static List<NamedGroup> supportedGroups() {
    return SUPPORTED;
  }

  /**
   * Tells whether the group joins ML-KEM with another one (RFC 10024), so that the server's share
   * depends on the client's.
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static boolean isHybrid(NamedGroup group) {
    return scheme(group) instanceof Hybrid;
  }

  /** Returns the octets in a ClientHello's share of the group. */
  public static int clientShareLength(NamedGroup group) {
    return scheme(group).clientShareLength();
  }

  /** Returns the octets in a ServerHello's share of the group. */
  public static int serverShareLength(NamedGroup group) {
    return scheme(group).serverShareLength();
  }

  /** Returns the octets in a shared secret of the group. */
  public static int sharedSecretLength(NamedGroup group) {
    return scheme(group).secretLength();
  }

  /**
   * Makes a fresh key.
   *
   * <p>A hybrid draws its parts in the order of its share.
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static EphemeralKey generate(NamedGroup group, Randomness randomness) {
    return fromPrivate(group, newPrivateKey(group, randomness));
  }

  /**
   * Draws the private octets of a fresh key, in the form of {@link #fromPrivate}.
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static Bytes newPrivateKey(NamedGroup group, Randomness randomness) {
    return scheme(group).newPrivateKey(randomness);
  }

  /**
   * Makes a key from its private octets.
   *
   * <p>These are: for x25519 and x448 the scalar before clamping (RFC 7748, 5); for secp*r1 the
   * scalar, big-endian, as long as a coordinate; for ffdhe* the exponent, big-endian, of any
   * length; for a hybrid its parts in the order of the share, where that of ML-KEM is the seed d
   * then z (FIPS 203, 7.1), 32 octets each.
   *
   * @throws IllegalArgumentException if the group is not supported, if the octets have the wrong
   *     length or are out of range, or if a peer would have to refuse the share that they give
   */
  public static EphemeralKey fromPrivate(NamedGroup group, Bytes privateKey) {
    Scheme scheme = scheme(group);
    Bytes share = scheme.clientShare(privateKey);
    scheme
        .checkClientShare(share)
        .ifPresent(
            violation -> {
              throw new IllegalArgumentException("unusable private key: " + violation.reason());
            });
    return new EphemeralKey(group, privateKey, share);
  }

  /**
   * Answers a client's share with a fresh key of the server (RFC 8446, 4.2.8; RFC 10024, 4.2).
   *
   * <p>Random octets are drawn only if the client's share is sound.
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static Agreement respond(NamedGroup group, Bytes clientShare, Randomness randomness) {
    return scheme(group).respond(clientShare, randomness);
  }

  /**
   * Answers a client's share with a given key of the server.
   *
   * @throws IllegalArgumentException if the group is not supported, is a hybrid (a server has no
   *     key for a KEM), or is not the group of the key
   */
  public static Agreement respond(NamedGroup group, Bytes clientShare, EphemeralKey ownKey) {
    if (!ownKey.group().equals(group)) {
      throw new IllegalArgumentException("a key of " + ownKey.group() + " cannot serve " + group);
    }
    if (scheme(group) instanceof Classical classical) {
      return classical.respond(clientShare, ownKey.privateKey());
    }
    throw new IllegalArgumentException("a server has no key of its own for " + group);
  }

  /** Computes the client's side from its key and the server's share. */
  public static Agreement finish(EphemeralKey own, Bytes serverShare) {
    return own.agreed(serverShare, () -> scheme(own.group()).finish(own.privateKey(), serverShare));
  }

  /**
   * Finds the first rule that a client's share breaks, without any key of the server.
   *
   * <p>Agrees with {@link #respond(NamedGroup, Bytes, Randomness)}, whatever the server's key.
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static Optional<Violation> checkClientShare(NamedGroup group, Bytes share) {
    return scheme(group).checkClientShare(share);
  }

  /**
   * Finds the first rule that a server's share breaks, without any key of the client.
   *
   * <p>Agrees with {@link #finish(EphemeralKey, Bytes)}, whatever the client's key. A damaged
   * ML-KEM ciphertext of the right length breaks no rule: it decapsulates to another secret (FIPS
   * 203, 6.3).
   *
   * @throws IllegalArgumentException if the group is not supported
   */
  public static Optional<Violation> checkServerShare(NamedGroup group, Bytes share) {
    return scheme(group).checkServerShare(share);
  }

  static Scheme scheme(NamedGroup group) {
    Scheme scheme = SCHEMES.get(group);
    if (scheme == null) {
      throw new IllegalArgumentException("unsupported group: " + group);
    }
    return scheme;
  }
}
