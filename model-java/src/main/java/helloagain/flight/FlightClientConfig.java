package helloagain.flight;

import helloagain.client.ClientConfig;
import helloagain.keyexchange.Randomness;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what a client brings to a connection.
 *
 * @param hellos what it brings to the hellos; the rules that it enforces and the document that it
 *     follows are those for all of the handshake
 * @param credentials what it proves itself with if a server asks, absent if it has nothing
 * @param trust whom it takes for the server
 * @param randomness gives the salt of a signature by PSS
 */
public record FlightClientConfig(
    ClientConfig hellos, Optional<Credentials> credentials, Trust trust, Randomness randomness) {
  Set<Rule> enforced() {
    return hellos.enforced();
  }

  Profile profile() {
    return hellos.profile();
  }
}
