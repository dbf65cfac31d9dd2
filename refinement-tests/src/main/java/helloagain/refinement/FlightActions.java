package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Received.AlertReceived;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerState;
import helloagain.message.HandshakeType;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names what a machine did after ServerHello by the actions of {@code Figure2.tla} and {@code
 * RecordedFlights.tla}.
 */
public final class FlightActions {
  static final String CLIENT_FINISHES = "ClientFinishes";
  static final String SERVER_SENDS_FLIGHT = "ServerSendsFlight";
  static final String SERVER_CANNOT_PROVE = "ServerCannotProve";
  private static final String CLIENT_REFUSES = "ClientRefuses";
  private static final String SERVER_REFUSES = "ServerRefuses";
  private static final String CLIENT_READS_ON = "ClientReadsOn";
  private static final String SERVER_READS_ON = "ServerReadsOn";
  static final String SERVER_SKIPS = "ServerSkipsEarlyData";
  static final String CLIENT_SENDS_EARLY_DATA = "ClientSendsEarlyData";
  static final String CLIENT_SENDS_DATA = "ClientSendsData";
  static final String SERVER_SENDS_DATA = "ServerSendsData";

  /** The peer that keeps no rule sends what was recorded. */
  static final String CLIENT_SENDS = "RecordedClientSends";

  static final String SERVER_SENDS = "RecordedServerSends";

  private static final Map<HandshakeType, String> OF_CLIENT =
      Map.of(
          HandshakeType.ENCRYPTED_EXTENSIONS, "ClientReadsExtensions",
          HandshakeType.CERTIFICATE_REQUEST, "ClientReadsRequest",
          HandshakeType.CERTIFICATE, "ClientReadsCertificate",
          HandshakeType.CERTIFICATE_VERIFY, "ClientReadsVerify",
          HandshakeType.FINISHED, CLIENT_FINISHES,
          HandshakeType.NEW_SESSION_TICKET, "ClientReadsTicket",
          HandshakeType.KEY_UPDATE, "ClientReadsKeyUpdate");

  private static final Map<HandshakeType, String> OF_SERVER =
      Map.of(
          HandshakeType.END_OF_EARLY_DATA, "ServerReadsEndOfEarlyData",
          HandshakeType.CERTIFICATE, "ServerReadsCertificate",
          HandshakeType.CERTIFICATE_VERIFY, "ServerReadsVerify",
          HandshakeType.FINISHED, "ServerFinishes",
          HandshakeType.KEY_UPDATE, "ServerReadsKeyUpdate");

  /** Those of which the module has a form of its own, for what is recorded. */
  private static final Map<String, String> OPERATORS =
      Map.of(
          CLIENT_FINISHES,
          "ClientFinishesWith",
          SERVER_SENDS_FLIGHT,
          "ServerSendsFlightWith",
          "ClientRefuses",
          "ClientRefusesRecorded",
          "ServerRefuses",
          "ServerRefusesRecorded",
          "ClientReadsOn",
          "ClientReadsOnRecorded",
          "ServerReadsOn",
          "ServerReadsOnRecorded");

  /** The actions by which a peer reads, for those who ask what is allowed. */
  static final List<String> READING_OF_CLIENT =
      List.of(
          "ClientReadsExtensions",
          "ClientReadsRequest",
          "ClientReadsCertificate",
          "ClientReadsVerify",
          CLIENT_FINISHES,
          "ClientReadsTicket",
          "ClientReadsKeyUpdate",
          "ClientReadsData",
          CLIENT_REFUSES,
          "ClientRefusesKeyUpdate",
          "ClientIsClosed",
          CLIENT_READS_ON);

  static final List<String> READING_OF_SERVER =
      List.of(
          "ServerReadsEndOfEarlyData",
          "ServerReadsCertificate",
          "ServerReadsVerify",
          "ServerFinishes",
          "ServerReadsKeyUpdate",
          "ServerReadsData",
          SERVER_SKIPS,
          SERVER_REFUSES,
          "ServerRefusesKeyUpdate",
          "ServerIsClosed",
          SERVER_READS_ON);

  private static final Set<String> ALL =
      Stream.of(
              READING_OF_CLIENT.stream(),
              READING_OF_SERVER.stream(),
              OPERATORS.keySet().stream(),
              Stream.of(
                  SERVER_CANNOT_PROVE,
                  CLIENT_SENDS_EARLY_DATA,
                  CLIENT_SENDS_DATA,
                  SERVER_SENDS_DATA,
                  SERVER_SENDS,
                  CLIENT_SENDS))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private FlightActions() {}

  /** Returns the operator that judges an action. */
  static String operator(String action) {
    return OPERATORS.getOrDefault(action, action);
  }

  /** Returns the operator that has all steps of an action by which a peer reads. */
  static String operatorOfAll(String action) {
    // The form with messages takes what was sent and cannot say what may be.
    return action.equals(CLIENT_FINISHES) ? action : operator(action);
  }

  /** Tells whether an action is one of a flight; those of the hellos have other names. */
  static boolean isOfFlight(String action) {
    return ALL.contains(action);
  }

  /** Names what a client did when it read. */
  public static String ofClient(Received read, FlightClientState next) {
    return action("Client", read, next.refusal(), next.hasEnded(), OF_CLIENT);
  }

  /** Names what a server did when it read. */
  public static String ofServer(Received read, FlightServerState next) {
    return action("Server", read, next.refusal(), next.hasEnded(), OF_SERVER);
  }

  /**
   * A message that a peer has no use for and that it does not refuse it reads on after, which is
   * allowed after one alert alone.
   */
  private static String action(
      String peer,
      Received read,
      Optional<Violation> refusal,
      boolean hasEnded,
      Map<HandshakeType, String> byType) {
    if (refusal.isPresent()) {
      return refusal.orElseThrow().rule() == Rule.KEY_UPDATE_IS_KNOWN
          ? peer + "RefusesKeyUpdate"
          : peer + "Refuses";
    }
    if (hasEnded) {
      return peer + "IsClosed";
    }
    if (read instanceof HandshakeReceived handshake) {
      return byType.getOrDefault(handshake.message().type(), peer + "ReadsOn");
    }
    return read instanceof AlertReceived ? peer + "ReadsOn" : peer + "ReadsData";
  }
}
