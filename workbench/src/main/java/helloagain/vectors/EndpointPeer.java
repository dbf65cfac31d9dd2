package helloagain.vectors;

import helloagain.client.ClientState;
import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.exchange.Event;
import helloagain.exchange.Sent;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.wire.AlertCodec;
import helloagain.wire.RecordCodec;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Is the reference with its record layer, or one that leaves rules unchecked, under test. */
final class EndpointPeer implements Tested {
  private Endpoint<?> endpoint;

  /** Goes on with an endpoint. */
  EndpointPeer(Endpoint<?> endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Makes a peer of the reference.
   *
   * @param unchecked rules that it does not check
   */
  static EndpointPeer of(Profile profile, TestedPeer peer, Set<Rule> unchecked) {
    return new EndpointPeer(endpoint(profile, peer, unchecked));
  }

  /** Makes an endpoint that opens what comes after the hellos. */
  static Endpoint<?> endpoint(Profile profile, TestedPeer peer, Set<Rule> unchecked) {
    EndpointSettings settings = EndpointSettings.DEFAULT.opening();
    return peer instanceof TestedPeer.Client client
        ? Endpoint.client(ReferencePeer.config(client, profile, unchecked), settings)
        : Endpoint.server(
            ReferencePeer.config((TestedPeer.Server) peer, profile, unchecked), settings);
  }

  /** Returns the endpoint as it is now. */
  Endpoint<?> endpoint() {
    return endpoint;
  }

  @Override
  public Optional<Heard> start() {
    return reached(endpoint.start().next());
  }

  @Override
  public Optional<Heard> tell(Bytes raw) {
    return tell(
        RecordCodec.fragment(
            ContentType.HANDSHAKE, ProtocolVersion.TLS_12, raw, TlsRecord.MAX_PLAINTEXT_LENGTH));
  }

  @Override
  public Optional<Heard> tell(List<TlsRecord> records) {
    return reached(endpoint.feed(SentRecords.octets(records)).next());
  }

  @Override
  public Optional<Heard> tell(AlertDescription alert) {
    return tell(
        List.of(
            new TlsRecord(
                ContentType.ALERT, ProtocolVersion.TLS_12, AlertCodec.encode(Alert.fatal(alert)))));
  }

  @Override
  public Optional<Heard> tellEnd() {
    return reached(endpoint.closed().next());
  }

  private Optional<Heard> reached(Endpoint<?> next) {
    List<Sent> sent = sentSince(endpoint, next);
    boolean accepts = next.state() instanceof ClientState.Negotiated && !endpoint.isNegotiated();
    endpoint = next;
    if (!sent.isEmpty()) {
      return Optional.of(ReferencePeer.heard(sent.get(0)));
    }
    if (accepts) {
      return Optional.of(new Heard.GoesOn());
    }
    return next.hasEnded() ? Optional.of(new Heard.Closed()) : Optional.empty();
  }

  /** Returns what an endpoint has sent since it was another. */
  static List<Sent> sentSince(Endpoint<?> before, Endpoint<?> after) {
    List<Event> events = after.events().subList(before.events().size(), after.events().size());
    return events.stream().filter(Sent.class::isInstance).map(Sent.class::cast).toList();
  }

  @Override
  public Optional<Bytes> transcriptHash() {
    return ReferencePeer.transcriptHash(endpoint.state());
  }

  @Override
  public boolean answersAtOnce() {
    return true;
  }

  @Override
  public void close() {}
}
