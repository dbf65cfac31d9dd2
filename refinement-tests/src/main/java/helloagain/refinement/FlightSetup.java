package helloagain.refinement;

import helloagain.flight.ClientAuthentication;
import helloagain.flight.Credentials;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.message.AlertDescription;
import helloagain.message.SignatureScheme;
import helloagain.signature.Refusal;
import java.util.List;
import java.util.Optional;

/** Describes what the peer that keeps the rules brought to what follows ServerHello. */
public sealed interface FlightSetup {
  /** Returns what it proved itself with, if it did. */
  Optional<Proof> proof();

  /**
   * Returns the alert for the other peer's certificate (RFC 8446, 6.2), if it does not trust that.
   * Whom somebody trusts depends on time and on what is installed; a run keeps what came of it.
   */
  Optional<AlertDescription> distrust();

  /** Describes a client. */
  record OfClient(Optional<Proof> proof, Optional<AlertDescription> distrust)
      implements FlightSetup {
    /** Makes the configuration of the machine. */
    FlightClientConfig config(ClientSetup hellos) {
      // What was signed is kept, salt and all.
      return new FlightClientConfig(hellos.config(), credentials(), trust(), Randomness.seeded(0));
    }
  }

  /**
   * Describes a server.
   *
   * @param authentication what a client's certificate is to it
   * @param schemes the schemes that a client may sign with, by falling preference
   * @param tellsGroups whether it says in EncryptedExtensions which groups it has
   */
  record OfServer(
      Optional<Proof> proof,
      Optional<AlertDescription> distrust,
      ClientAuthentication authentication,
      List<SignatureScheme> schemes,
      boolean tellsGroups)
      implements FlightSetup {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a certificate is asked for without a scheme
     */
    public OfServer {
      schemes = List.copyOf(schemes);
      if (authentication != ClientAuthentication.NONE && schemes.isEmpty()) {
        throw new IllegalArgumentException("a certificate is asked for without a scheme");
      }
    }

    /** Makes the configuration of the machine. */
    FlightServerConfig config(ServerSetup hellos) {
      return new FlightServerConfig(
          hellos.config(),
          credentials().stream().toList(),
          authentication,
          schemes,
          trust(),
          tellsGroups,
          Randomness.seeded(0));
    }
  }

  /** Returns what shows the proof again. */
  default Optional<Credentials> credentials() {
    return proof().map(Proof::credentials);
  }

  /** Returns who says again what was said of the other peer's certificate. */
  default Trust trust() {
    return chain -> distrust().map(alert -> new Refusal(alert, "it was not trusted"));
  }
}
