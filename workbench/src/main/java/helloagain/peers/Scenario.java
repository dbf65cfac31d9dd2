package helloagain.peers;

import helloagain.message.NamedGroup;
import java.util.List;

/**
 * Says what a handshake goes through. In each the server proves itself by a certificate unless a
 * PSK does, and data goes both ways.
 *
 * @param id its name in results
 * @param column its name in a table, at most four characters
 * @param group the group that is agreed on
 * @param retried whether it takes a HelloRetryRequest, for the client has no share of that group
 * @param with what comes in addition
 */
public record Scenario(String id, String column, NamedGroup group, boolean retried, Extra with) {
  /** Names what a handshake may have in addition. */
  public enum Extra {
    NOTHING,
    /** The HelloRetryRequest carries a cookie (RFC 8446, 4.2.2). */
    COOKIE,
    /** The server asks for a certificate and takes no client without one (4.3.2). */
    CLIENT_CERTIFICATE,
    /** A PSK that was agreed on before takes the place of certificates (4.2.11). */
    EXTERNAL_PSK,
    /** A ticket of an earlier connection does (4.6.1). */
    TICKET,
    /**
     * The client sends early data under such a ticket. The HelloRetryRequest refuses it: it is
     * skipped, and the second hello offers none (4.1.2, 4.2.10). The ticket may be used after all,
     * or certificates are.
     */
    EARLY_DATA
  }

  /** All of them; what goes with every stack stands on secp384r1, which no stack shares at once. */
  public static final List<Scenario> ALL =
      List.of(
          new Scenario("no-retry", "none", NamedGroup.X25519, false, Extra.NOTHING),
          retry("retry-secp256r1", "p256", NamedGroup.SECP256R1),
          retry("retry-secp384r1", "p384", NamedGroup.SECP384R1),
          retry("retry-secp521r1", "p521", NamedGroup.SECP521R1),
          retry("retry-x448", "x448", NamedGroup.X448),
          retry("retry-ffdhe2048", "dhe", NamedGroup.FFDHE2048),
          retry("retry-x25519mlkem768", "kem", NamedGroup.X25519MLKEM768),
          retryWith("retry-cookie", "cook", Extra.COOKIE),
          retryWith("retry-client-certificate", "cert", Extra.CLIENT_CERTIFICATE),
          retryWith("retry-psk", "psk", Extra.EXTERNAL_PSK),
          retryWith("retry-ticket", "tick", Extra.TICKET),
          retryWith("retry-early-data", "0rtt", Extra.EARLY_DATA));

  private static Scenario retry(String id, String column, NamedGroup group) {
    return new Scenario(id, column, group, true, Extra.NOTHING);
  }

  private static Scenario retryWith(String id, String column, Extra extra) {
    return new Scenario(id, column, NamedGroup.SECP384R1, true, extra);
  }

  /** Tells whether there is a connection before, whose ticket is offered. */
  public boolean resumes() {
    return with == Extra.TICKET || with == Extra.EARLY_DATA;
  }

  /** Returns the groups of a server that is to take the agreed one. */
  public List<NamedGroup> serverGroups() {
    return List.of(group);
  }

  /** Returns the groups of a client, of which the first one gets the share. */
  public List<NamedGroup> clientGroups() {
    return retried ? List.of(NamedGroup.X25519, group) : List.of(group);
  }
}
