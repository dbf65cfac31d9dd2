package helloagain.probe;

import helloagain.endpoint.Endpoint;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.flight.Credentials;
import helloagain.flight.FlightServerState;
import helloagain.live.Limits;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ExtensionType;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.schedule.PreSharedKey;
import helloagain.vectors.Expected;
import helloagain.vectors.Heard;
import helloagain.vectors.Vector;
import helloagain.wire.RecordCodec;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Is a client under test. One that takes a ServerHello says nothing yet; so the rest of a server's
 * flight follows, and only a client that has taken the ServerHello makes anything of it: it
 * finishes, or says under the keys of the handshake that it does not trust the certificate.
 */
final class ProbedClient extends RecordPeer<FlightServerState> {
  /** Only who has read a certificate has an opinion of it (RFC 8446, 6.2). */
  private static final Set<AlertDescription> OF_CERTIFICATES =
      Set.of(
          AlertDescription.BAD_CERTIFICATE,
          AlertDescription.UNSUPPORTED_CERTIFICATE,
          AlertDescription.CERTIFICATE_REVOKED,
          AlertDescription.CERTIFICATE_EXPIRED,
          AlertDescription.CERTIFICATE_UNKNOWN,
          AlertDescription.UNKNOWN_CA,
          AlertDescription.ACCESS_DENIED,
          AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE);

  /** Only who has derived keys finds that they do not fit. */
  private static final Set<AlertDescription> OF_KEYS =
      Set.of(AlertDescription.BAD_RECORD_MAC, AlertDescription.DECRYPT_ERROR);

  /** A Certificate of TLS 1.2 without certificates (RFC 5246, 7.4.2), which no client takes. */
  private static final Bytes OLD_CERTIFICATE = Bytes.hex("0b000003000000");

  private final List<Vector.Step> steps;
  private final List<PreSharedKey> psks;
  private final Credentials credentials;
  private int told;

  /**
   * Takes a connection.
   *
   * @param steps what will be told, and what may come of it
   * @param psks the PSKs that the client knows
   * @param credentials what the server of the script proves itself with
   */
  ProbedClient(
      Connection connection,
      Limits limits,
      Profile profile,
      List<Vector.Step> steps,
      List<PreSharedKey> psks,
      Credentials credentials) {
    super(connection, limits, profile);
    this.steps = List.copyOf(steps);
    this.psks = List.copyOf(psks);
    this.credentials = credentials;
  }

  @Override
  public Optional<Heard> tell(Bytes raw) throws IOException {
    boolean isLater = hellos().reply().isPresent();
    sendHandshake(raw);
    return after(List.of(raw), isLater, false);
  }

  @Override
  public Optional<Heard> tell(List<TlsRecord> records) throws IOException {
    boolean isLater = hellos().reply().isPresent();
    return after(sendRecords(records), isLater, true);
  }

  /**
   * Listens after messages were told.
   *
   * @param isLater whether a ServerHello was told before them
   * @param inRecords whether they were told in records of which not all may have been understood
   */
  private Optional<Heard> after(List<Bytes> messages, boolean isLater, boolean inRecords)
      throws IOException {
    int step = told++;
    Optional<Bytes> raw =
        messages.stream().filter(message -> reply(message).isPresent()).findFirst();
    if (raw.isEmpty() || isLater) {
      return hear();
    }
    Optional<Bytes> flight = flight(raw.get());
    if (step < steps.size() - 1) {
      // What is told next shows whether it has gone on; there is nothing to be heard before.
      return hearNow().or(() -> Optional.of(new Heard.GoesOn()));
    }
    send(flight.orElseGet(() -> nonsense(reply(raw.get()).orElseThrow())));
    boolean mustAbort =
        steps.get(step).expected().stream().allMatch(Expected.Abort.class::isInstance);
    Optional<Heard> heard = hear().map(answer -> proof(answer, mustAbort, flight.isPresent()));
    // Who waits for more of a record has not come to the ServerHello.
    return heard.isEmpty() && waits() && !inRecords ? Optional.of(new Heard.GoesOn()) : heard;
  }

  private Optional<ServerHello> reply(Bytes raw) {
    return Received.parse(raw, hellos().profile()) instanceof Received.HandshakeReceived read
            && read.message() instanceof ServerHello hello
        ? Optional.of(hello)
        : Optional.empty();
  }

  /** Returns the records that follow a ServerHello, if its secrets can be known. */
  private Optional<Bytes> flight(Bytes raw) {
    if (hellos().reply().filter(reply -> reply.raw().equals(raw)).isEmpty()) {
      return Optional.empty();
    }
    Optional<Endpoint.Result<FlightServerState>> begun =
        Continuation.server(hellos(), psks, credentials)
            .map(Endpoint::start)
            .filter(result -> !result.next().hasEnded());
    readOn(() -> begun.map(Endpoint.Result::next));
    return begun.map(Endpoint.Result::toSend);
  }

  /** A peer that has refused the ServerHello does not read this any more. */
  private static Bytes nonsense(ServerHello reply) {
    boolean isOlder = !Hellos.carries(reply, ExtensionType.SUPPORTED_VERSIONS);
    return RecordCodec.encode(
        isOlder
            ? new TlsRecord(ContentType.HANDSHAKE, ProtocolVersion.TLS_12, OLD_CERTIFICATE)
            : new TlsRecord(
                ContentType.APPLICATION_DATA, ProtocolVersion.TLS_12, Bytes.repeat(0x5a, 64)));
  }

  /** What nobody can open ends a client that has taken the ServerHello, in one way or another. */
  private static Heard proof(Heard heard, boolean mustAbort, boolean hasFlight) {
    boolean isOfKeys =
        heard instanceof Heard.FatalAlert alert && OF_KEYS.contains(alert.description());
    boolean isOfCertificates =
        heard instanceof Heard.FatalAlert alert && OF_CERTIFICATES.contains(alert.description());
    boolean isOfNonsense = !mustAbort && !hasFlight && (isOfKeys || heard instanceof Heard.Closed);
    return isOfCertificates || (mustAbort && isOfKeys) || isOfNonsense ? new Heard.GoesOn() : heard;
  }

  @Override
  void note(Bytes raw) {
    // Its hellos are in the log, and it has no others.
  }

  @Override
  Optional<Heard> meaning(Endpoint<FlightServerState> before, Endpoint<FlightServerState> after) {
    if (after.state() instanceof FlightServerState.Connected) {
      return before.state() instanceof FlightServerState.Connected
          ? Optional.empty()
          : Optional.of(new Heard.GoesOn());
    }
    return after
        .state()
        .refusal()
        .map(
            violation ->
                new Heard.Strange(
                    "it takes the ServerHello, and then "
                        + violation.reason()
                        + " ("
                        + violation.rule().id()
                        + ")"));
  }
}
