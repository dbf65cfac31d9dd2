package helloagain.flight;

import helloagain.keyexchange.Randomness;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.ServerConfig;
import java.util.List;
import java.util.Set;

/**
 * Holds what a server brings to one connection.
 *
 * @param hellos what it brings to the hellos; the rules that it enforces and the document that it
 *     follows are those for all of the handshake
 * @param credentials what it proves itself with where no PSK does; of several the first whose key
 *     goes with a scheme of the client
 * @param authentication what a client's certificate is to it
 * @param schemes the schemes that a client may sign with, by falling preference, at least one if a
 *     certificate is asked for
 * @param trust whom it takes for a client
 * @param tellsGroups whether it says in EncryptedExtensions which groups it has (SG-03)
 * @param randomness gives the salt of a signature by PSS
 */
public record FlightServerConfig(
    ServerConfig hellos,
    List<Credentials> credentials,
    ClientAuthentication authentication,
    List<SignatureScheme> schemes,
    Trust trust,
    boolean tellsGroups,
    Randomness randomness) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a certificate is asked for without a scheme
   */
  public FlightServerConfig {
    credentials = List.copyOf(credentials);
    schemes = List.copyOf(schemes);
    if (authentication != ClientAuthentication.NONE && schemes.isEmpty()) {
      throw new IllegalArgumentException("a certificate is asked for without a scheme");
    }
  }

  Set<Rule> enforced() {
    return hellos.policy().enforced();
  }

  Profile profile() {
    return hellos.profile();
  }
}
