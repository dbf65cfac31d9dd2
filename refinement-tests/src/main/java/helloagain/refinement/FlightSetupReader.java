package helloagain.refinement;

import static helloagain.refinement.TraceFields.code;
import static helloagain.refinement.TraceFields.flag;
import static helloagain.refinement.TraceFields.hexadecimal;
import static helloagain.refinement.TraceFields.list;
import static helloagain.refinement.TraceFields.named;
import static helloagain.refinement.TraceFields.object;
import static helloagain.refinement.TraceFields.octets;
import static helloagain.refinement.TraceFields.onlyFields;
import static helloagain.refinement.TraceFields.optional;
import static helloagain.refinement.TraceFields.present;
import static helloagain.refinement.TraceFields.required;
import static helloagain.refinement.TraceFields.text;

import helloagain.flight.ClientAuthentication;
import helloagain.message.AlertDescription;
import helloagain.message.SignatureScheme;
import helloagain.refinement.JsonTree.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the field {@code flight} of a {@link TraceFile}, strictly. */
final class FlightSetupReader {
  private static final String A_FLIGHT = "an object with what was brought to the flight";
  private static final String A_PROOF = "an object with \"chain\" and \"signature\"";
  private static final String WHEN = "\"none\", \"optional\" or \"required\"";
  private static final String DESCRIPTION = code("the name of an alert such as unknown_ca", "0x30");
  private static final String SCHEME =
      code("the name of a scheme such as ecdsa_secp256r1_sha256", "0x0a0a");

  /** The longest certificate and the longest signature that a message can carry (4.4.2, 4.4.3). */
  private static final int MOST_CERTIFICATE = 0xff_ffff;

  private static final int MOST_SIGNATURE = 0xffff;

  private FlightSetupReader() {}

  /** Returns what the one peer that keeps the rules brought to its flight. */
  static FlightSetup flight(Fields trace, boolean isOfClient, boolean isOfServer) {
    JsonTree tree = required(trace, "flight", A_FLIGHT);
    if (isOfClient && isOfServer) {
      throw tree.place()
          .complaint("client and server keep the rules", "a flight with one of the two alone");
    }
    Fields fields = object(tree, A_FLIGHT);
    onlyFields(
        fields,
        isOfClient
            ? List.of("proof", "distrust")
            : List.of("proof", "distrust", "authentication", "schemes", "tellsGroups"));
    Optional<Proof> proof = present(fields, "proof").map(FlightSetupReader::proof);
    Optional<AlertDescription> distrust =
        present(fields, "distrust")
            .map(alert -> named(alert, AlertDescription::named, DESCRIPTION));
    if (isOfClient) {
      return new FlightSetup.OfClient(proof, distrust);
    }
    try {
      return new FlightSetup.OfServer(
          proof,
          distrust,
          optional(fields, "authentication")
              .map(FlightSetupReader::authentication)
              .orElse(ClientAuthentication.NONE),
          optional(fields, "schemes")
              .map(
                  schemes ->
                      list(schemes, "schemes", each -> named(each, SignatureScheme::named, SCHEME)))
              .orElse(List.of()),
          flag(fields, "tellsGroups"));
    } catch (IllegalArgumentException e) {
      throw tree.place().complaint(String.valueOf(e.getMessage()), "\"schemes\" beside it");
    }
  }

  private static ClientAuthentication authentication(JsonTree tree) {
    String word = text(tree, WHEN);
    return Stream.of(ClientAuthentication.values())
        .filter(value -> name(value).equals(word))
        .findFirst()
        .orElseThrow(() -> tree.place().complaint(tree.describe(), WHEN));
  }

  /** Returns the word for what a client's certificate is to a server. */
  static String name(ClientAuthentication authentication) {
    return authentication.name().toLowerCase(Locale.ROOT);
  }

  private static Proof proof(JsonTree tree) {
    Fields fields = object(tree, A_PROOF);
    onlyFields(fields, List.of("chain", "signature"));
    JsonTree chain = required(fields, "chain", "a list of certificates");
    JsonTree signature = required(fields, "signature", hexadecimal(0, MOST_SIGNATURE));
    try {
      return new Proof(
          list(chain, "certificates", each -> octets(each, 1, MOST_CERTIFICATE)),
          octets(signature, 0, MOST_SIGNATURE));
    } catch (IllegalArgumentException e) {
      throw chain
          .place()
          .complaint(
              String.valueOf(e.getMessage()), "certificates in DER, one that can sign first");
    }
  }
}
