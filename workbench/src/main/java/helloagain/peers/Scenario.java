package helloagain.peers;

import helloagain.message.NamedGroup;
import java.util.List;

/**
 * Says what a handshake goes through. In each the server proves itself by a certificate unless a
 * PSK does, and data goes both ways.
 *
 * @param id its name in results
 * @param column its name in a table, at most four characters
 * @param clientGroups the groups of a client, of which the first one gets the share
 * @param serverGroups the groups of a server, of which the first one is agreed on
 * @param with what comes in addition
 */
public record Scenario(
    String id,
    String column,
    List<NamedGroup> clientGroups,
    List<NamedGroup> serverGroups,
    Extra with) {
  /** Copies the lists. */
  public Scenario {
    clientGroups = List.copyOf(clientGroups);
    serverGroups = List.copyOf(serverGroups);
  }

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
    EARLY_DATA,
    /**
     * It is no handshake but a peer to be probed: its client has TLS 1.2 as well, and connects
     * again and again if it is a short program over a library.
     */
    PROBE
  }

  /** All of them; what goes with every stack stands on secp384r1, which no stack shares at once. */
  public static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "no-retry",
              "none",
              List.of(NamedGroup.X25519),
              List.of(NamedGroup.X25519),
              Extra.NOTHING),
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
    return retry(id, column, group, Extra.NOTHING);
  }

  private static Scenario retryWith(String id, String column, Extra extra) {
    return retry(id, column, NamedGroup.SECP384R1, extra);
  }

  private static Scenario retry(String id, String column, NamedGroup group, Extra extra) {
    return new Scenario(id, column, List.of(NamedGroup.X25519, group), List.of(group), extra);
  }

  /** Sets up a peer to be probed. */
  static Scenario probe(List<NamedGroup> groups) {
    return new Scenario("probe", "", groups, groups, Extra.PROBE);
  }

  /** Tells whether there is a connection before, whose ticket is offered. */
  public boolean resumes() {
    return with == Extra.TICKET || with == Extra.EARLY_DATA;
  }

  /** Returns the group that is agreed on. */
  public NamedGroup group() {
    return serverGroups.get(0);
  }

  /** Tells whether it takes a HelloRetryRequest, for the client has no share of that group. */
  public boolean retried() {
    return !clientGroups.get(0).equals(group());
  }
}
