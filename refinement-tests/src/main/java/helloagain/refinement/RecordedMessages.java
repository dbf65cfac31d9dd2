package helloagain.refinement;

import helloagain.exchange.Received;
import helloagain.exchange.Received.HandshakeReceived;
import helloagain.exchange.Sent;
import helloagain.flight.Trust;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateVerify;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.KeyUpdate;
import helloagain.message.ServerReply;
import helloagain.message.SignatureScheme;
import helloagain.refinement.FlightProjection.Context;
import helloagain.rule.Profile;
import helloagain.signature.CertificateKey;
import helloagain.signature.Signer;
import helloagain.signature.X509Certificates;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Projects the messages of a recorded handshake to those of {@code RecordedFlights.tla}, from the
 * side of the peer that keeps the rules. Confined to one run and one thread.
 */
final class RecordedMessages implements FlightProjection.CertificateNames {
  private static final String STRANGER = "certificate of a stranger";

  private final Projector projector;
  private final FlightProjection projection;
  private final Profile profile;
  private final Signer own;
  private final Trust trust;
  private final Map<Bytes, String> others = new HashMap<>();

  RecordedMessages(Projector projector, Profile profile, Signer own, Trust trust) {
    this.projector = projector;
    this.projection = new FlightProjection(projector, this);
    this.profile = profile;
    this.own = own;
    this.trust = trust;
  }

  FlightProjection projection() {
    return projection;
  }

  /** A certificate of the other peer is its own if it is trusted, and else that of a stranger. */
  @Override
  public String name(Signer side, Bytes certificate) {
    return side == own ? trusted(side) : others.getOrDefault(certificate, STRANGER);
  }

  private static String trusted(Signer side) {
    return side.name().toLowerCase(Locale.ROOT) + " certificate";
  }

  /** Returns the certificate of who shows a chain, if it is not empty. */
  static Optional<Bytes> leaf(Certificate shown) {
    return shown.certificateList().stream().findFirst().map(CertificateEntry::certData);
  }

  /** A chain without a key to check a signature with is trusted by nobody. */
  private void see(Certificate shown) {
    leaf(shown)
        .filter(
            certificate ->
                X509Certificates.publicKey(certificate) instanceof CertificateKey.Found
                    && trust.refusal(shown.certificateList()).isEmpty())
        .ifPresent(
            certificate ->
                others.put(
                    certificate, trusted(own == Signer.CLIENT ? Signer.SERVER : Signer.CLIENT)));
  }

  /**
   * Projects what the other peer sends. The body of a message counts where it is awaited; of
   * another one nothing is looked at, and it need not be in form.
   *
   * @param context what there is when it is read
   * @param isAwaited whether the specification waits for a type
   */
  TlaRecord received(
      Payload payload, Received received, Context context, Predicate<String> isAwaited) {
    if (!(received instanceof HandshakeReceived handshake)) {
      return MessageProjection.ofNoMessage(payload);
    }
    HandshakeMessage opened = handshake.message();
    if (opened instanceof ClientHello || opened instanceof ServerReply) {
      return projector.project(opened, handshake.raw());
    }
    if (!(Received.due(handshake, profile, context.hash().length())
        instanceof HandshakeReceived due)) {
      String type = opened.type().name();
      return Tla.message(isAwaited.test(type) ? "malformed" : type);
    }
    if (due.message() instanceof Certificate shown) {
      see(shown);
    }
    return project(due.message(), context);
  }

  private TlaRecord project(HandshakeMessage message, Context context) {
    if (message instanceof KeyUpdate update) {
      return Tla.record("type", "key_update", "request", update.requestUpdate().name());
    }
    TlaRecord value = projection.message(message, context);
    return message instanceof CertificateVerify
        ? value.with("kind", Tla.string(kind(context.certificate())))
        : value;
  }

  private static String kind(Optional<Bytes> certificate) {
    return certificate
        .map(X509Certificates::publicKey)
        .map(key -> key instanceof CertificateKey.Found found ? found.key().kind().name() : "none")
        .orElse("none");
  }

  /** Notes a message that was read, before a transcript has it. */
  void see(Received received, TlaRecord value) {
    if (received instanceof HandshakeReceived handshake) {
      projector.see(handshake.raw(), value);
    }
  }

  /**
   * Projects what is sent in one step: messages, each over the transcript with those before it, or
   * an alert.
   */
  List<TlaRecord> sent(List<Sent> sent, Transcript before, Function<Transcript, Context> context) {
    List<TlaRecord> values = new ArrayList<>();
    Transcript transcript = before;
    for (Sent one : sent) {
      if (one instanceof Sent.HandshakeSent handshake) {
        TlaRecord value = project(handshake.message(), context.apply(transcript));
        projector.see(handshake.raw(), value);
        values.add(value);
        transcript = transcript.append(handshake.raw());
      } else {
        values.add(MessageProjection.ofNoMessage(Payload.of(one)));
      }
    }
    return values;
  }

  /** Adds to the hellos that a peer holds what their {@code signature_algorithms} list. */
  static TlaRecord withSchemes(
      TlaRecord peer, Optional<ClientHello> first, Optional<ClientHello> second) {
    TlaRecord value = first.map(hello -> withSchemes(peer, "first", hello)).orElse(peer);
    return second.map(hello -> withSchemes(value, "second", hello)).orElse(value);
  }

  private static TlaRecord withSchemes(TlaRecord peer, String field, ClientHello hello) {
    TlaValue schemes =
        Tla.names(FlightProjection.schemes(hello.extensions()), SignatureScheme::name);
    return peer.with(field, peer.get(field).asRecord().with("schemes", schemes));
  }
}
