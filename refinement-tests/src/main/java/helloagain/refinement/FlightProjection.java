package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.FlightServerState;
import helloagain.flight.Phase;
import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.Finished;
import helloagain.message.HandshakeMessage;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.schedule.HandshakeSecrets;
import helloagain.schedule.KeySchedule;
import helloagain.server.ServerState;
import helloagain.signature.CertificateKey;
import helloagain.signature.Signatures;
import helloagain.signature.Signer;
import helloagain.signature.X509Certificates;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Projects the peers and messages of both flights to the records of {@code Flights.tla}. A
 * signature or a MAC becomes the record of what it is over if it verifies, with real keys over the
 * real transcript, and else one that no state of the specification has.
 */
public final class FlightProjection {
  private static final String NONE = "none";
  private static final TlaRecord WRONG = Tla.message("neither signature nor MAC of anything");

  private final PeerProjection peers;
  private final CertificateNames names;

  /** Knows what {@code FlightRules.tla} calls certificates. */
  @FunctionalInterface
  public interface CertificateNames {
    /**
     * Names a certificate.
     *
     * @param side who shows it
     * @param certificate DER
     */
    String name(Signer side, Bytes certificate);
  }

  /** Projects states and messages of peers whose hellos and certificates are known. */
  public FlightProjection(PeerProjection.Messages messages, CertificateNames names) {
    this.peers = new PeerProjection(messages);
    this.names = names;
  }

  // Peers.

  /** Projects a client, {@code NewFlightClient} and its successors. */
  public TlaRecord client(FlightClientState state, List<Boolean> sent, List<Boolean> read) {
    TlaRecord value = client(state);
    return value.with("sent", data(sent)).with("read", data(read));
  }

  private TlaRecord client(FlightClientState state) {
    if (state instanceof FlightClientState.Aborted aborted) {
      return client(aborted.at())
          .with("state", Tla.string("ABORTED"))
          .with("rule", Tla.string(aborted.violation().rule().operator()))
          .with("alert", Tla.string(aborted.violation().alert().name()));
    }
    if (state instanceof FlightClientState.Closed closed) {
      return client(closed.at()).with("state", Tla.string("CLOSED"));
    }
    if (state instanceof FlightClientState.Hellos hellos) {
      return more(peers.client(hellos.state()), state);
    }
    if (state instanceof FlightClientState.InFlight flight) {
      return flight(flight, flight.phase().name(), flight.transcript());
    }
    FlightClientState.Connected connected = (FlightClientState.Connected) state;
    boolean hasShown =
        connected
            .at()
            .request()
            .filter(
                request ->
                    state
                        .config()
                        .credentials()
                        .flatMap(owner -> owner.schemeFor(schemes(request.extensions())))
                        .isPresent())
            .isPresent();
    return flight(connected.at(), "CONNECTED", connected.transcript())
        .with("shown", Tla.string(hasShown ? certificate(state) : NONE));
  }

  private TlaRecord flight(FlightClientState.InFlight flight, String phase, Transcript transcript) {
    return more(peers.client(flight.hellos()), flight)
        .with("state", Tla.string(phase))
        .with("transcript", peers.transcript(transcript))
        .with("earlyData", Tla.string(flight.earlyData().name().toLowerCase(Locale.ROOT)))
        .with("request", flight.request().map(FlightProjection::request).orElse(Tla.NONE))
        .with("peer", Tla.string(owner(Signer.SERVER, flight.peer())));
  }

  private TlaRecord more(TlaRecord hello, FlightClientState state) {
    return hello
        .with("certificate", Tla.string(certificate(state)))
        .with("request", Tla.NONE)
        .with("peer", Tla.string(NONE))
        .with("shown", Tla.string(NONE));
  }

  private String certificate(FlightClientState state) {
    return state
        .config()
        .credentials()
        .map(owner -> names.name(Signer.CLIENT, owner.chain().get(0)))
        .orElse(NONE);
  }

  /** Projects a server, {@code NewFlightServer} and its successors. */
  public TlaRecord server(FlightServerState state, List<Boolean> sent, List<Boolean> read) {
    return server(state).with("sent", data(sent)).with("read", data(read));
  }

  private TlaRecord server(FlightServerState state) {
    if (state instanceof FlightServerState.Aborted aborted) {
      return server(aborted.at())
          .with("state", Tla.string("ABORTED"))
          .with("rule", Tla.string(aborted.violation().rule().operator()))
          .with("alert", Tla.string(aborted.violation().alert().name()));
    }
    if (state instanceof FlightServerState.Closed closed) {
      return server(closed.at()).with("state", Tla.string("CLOSED"));
    }
    if (state instanceof FlightServerState.Hellos hellos) {
      return more(peers.server(hellos.state()), state.config());
    }
    if (state instanceof FlightServerState.InFlight flight) {
      return flight(flight, flight.phase().name(), flight.phase(), flight.transcript());
    }
    FlightServerState.Connected connected = (FlightServerState.Connected) state;
    return flight(connected.at(), "CONNECTED", connected.at().phase(), connected.transcript());
  }

  private TlaRecord flight(
      FlightServerState.InFlight flight, String name, Phase phase, Transcript transcript) {
    boolean proven = phase == Phase.WAIT_FINISHED && isTrusted(flight);
    return more(peers.server(flight.hellos()), flight.config())
        .with("state", Tla.string(name))
        .with("transcript", peers.transcript(transcript))
        .with("request", flight.request().map(FlightProjection::request).orElse(Tla.NONE))
        .with("peer", Tla.string(owner(Signer.CLIENT, flight.peer())))
        .with("identity", Tla.string(proven ? owner(Signer.CLIENT, flight.peer()) : NONE));
  }

  private static boolean isTrusted(FlightServerState.InFlight flight) {
    return flight
        .peer()
        .filter(shown -> !shown.certificateList().isEmpty())
        .filter(shown -> flight.config().trust().refusal(shown.certificateList()).isEmpty())
        .isPresent();
  }

  private static TlaRecord more(TlaRecord hello, FlightServerConfig config) {
    return hello
        .with(
            "settings",
            Tla.record(
                "request",
                config.authentication().name().toLowerCase(Locale.ROOT),
                "groups",
                TlaValue.of(config.tellsGroups())))
        .with("request", Tla.NONE)
        .with("peer", Tla.string(NONE))
        .with("identity", Tla.string(NONE));
  }

  /** {@code OwnerOf}. */
  private String owner(Signer side, Optional<Certificate> shown) {
    return shown
        .flatMap(certificate -> certificate.certificateList().stream().findFirst())
        .map(entry -> names.name(side, entry.certData()))
        .orElse(NONE);
  }

  private static TlaSequence data(List<Boolean> data) {
    return Tla.sequence(data, FlightProjection::data);
  }

  /** {@code Data} in {@code FlightRules.tla}. */
  public static TlaRecord data(boolean early) {
    return Tla.record("type", "application_data", "early", TlaValue.of(early));
  }

  // Messages.

  /**
   * What there is when a side sends a message of its flight.
   *
   * @param signer the side
   * @param secrets the secrets of the hellos
   * @param hash the hash of the suite
   * @param peer its record, or that of the peer who reads
   * @param before the messages before, its own flight so far among them
   * @param certificate the certificate that it has shown
   */
  public record Context(
      Signer signer,
      HandshakeSecrets secrets,
      HashAlgorithm hash,
      TlaRecord peer,
      Transcript before,
      Optional<Bytes> certificate) {
    /** Returns the context of a client that finishes. */
    public static Context of(
        FlightClientState.InFlight flight, TlaRecord peer, Transcript before, Optional<Bytes> own) {
      ClientState.Negotiated hellos = flight.hellos();
      return new Context(Signer.CLIENT, hellos.secrets(), hash(hellos.reply()), peer, before, own);
    }

    /** Returns the context of a server that has sent its ServerHello. */
    public static Context of(
        ServerState.Negotiated hellos, TlaRecord peer, Transcript before, Optional<Bytes> own) {
      return new Context(Signer.SERVER, hellos.secrets(), hash(hellos.reply()), peer, before, own);
    }

    /** Returns the hash of the suite that a ServerHello selects. */
    static HashAlgorithm hash(ServerHello reply) {
      return HashAlgorithm.forSuite(reply.cipherSuite()).orElseThrow();
    }

    private Bytes traffic() {
      return signer == Signer.CLIENT ? secrets.clientTraffic() : secrets.serverTraffic();
    }

    private String side() {
      return signer.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Projects a message of a flight. */
  public TlaRecord message(HandshakeMessage message, Context context) {
    if (message instanceof EncryptedExtensions extensions) {
      return Tla.record(
          "type", "encrypted_extensions", "extensions", names(extensions.extensions()));
    }
    if (message instanceof CertificateRequest request) {
      return request(request);
    }
    if (message instanceof Certificate certificate) {
      return Tla.record(
          "type",
          "certificate",
          "context",
          context(certificate.certificateRequestContext()),
          "chain",
          // The sender's own; those that certify it are judged together with it.
          Tla.names(
              certificate.certificateList().stream().limit(1).toList(),
              entry -> names.name(context.signer(), entry.certData())),
          "extensions",
          names(extensions(certificate)));
    }
    if (message instanceof CertificateVerify verify) {
      return Tla.record(
          "type",
          "certificate_verify",
          "scheme",
          verify.algorithm().name(),
          "signature",
          signature(verify, context));
    }
    return message instanceof Finished finished
        ? Tla.record("type", "finished", "mac", mac(finished, context))
        : Tla.message(message.type().name());
  }

  /** 4.2: each entry has a block of its own, so that two entries may have the same extension. */
  private static List<Extension> extensions(Certificate certificate) {
    List<Extension> all = new ArrayList<>();
    Set<ExtensionType> before = new HashSet<>();
    for (CertificateEntry entry : certificate.certificateList()) {
      entry.extensions().stream()
          .filter(extension -> !before.contains(extension.type()) || isRepeated(extension, entry))
          .forEach(all::add);
      entry.extensions().forEach(extension -> before.add(extension.type()));
    }
    return all;
  }

  private static boolean isRepeated(Extension extension, CertificateEntry entry) {
    return entry.extensions().stream()
            .filter(other -> other.type().equals(extension.type()))
            .count()
        > 1;
  }

  /** Projects a CertificateRequest. */
  public static TlaRecord request(CertificateRequest request) {
    return Tla.record(
        "type",
        "certificate_request",
        "context",
        context(request.certificateRequestContext()),
        "extensions",
        names(request.extensions()),
        "schemes",
        Tla.names(schemes(request.extensions()), SignatureScheme::name));
  }

  /** Projects a certificate_request_context. */
  public static String context(Bytes context) {
    return context.isEmpty() ? "empty" : "other";
  }

  /** Projects extensions to their names. */
  public static TlaSequence names(List<Extension> extensions) {
    return Tla.names(extensions, extension -> extension.type().name());
  }

  /** Returns what signature_algorithms lists. */
  public static List<SignatureScheme> schemes(List<Extension> extensions) {
    return Extension.find(extensions, Extension.SignatureAlgorithms.class)
        .map(Extension.SignatureAlgorithms::schemes)
        .orElse(List.of());
  }

  private TlaRecord signature(CertificateVerify verify, Context context) {
    boolean verifies =
        context.certificate().isPresent()
            && X509Certificates.publicKey(context.certificate().get())
                instanceof CertificateKey.Found found
            && Signatures.check(
                    found.key(), verify, context.signer(), context.before().hash(context.hash()))
                .isEmpty();
    return verifies
        ? Tla.record(
            "key",
            names.name(context.signer(), context.certificate().orElseThrow()),
            "over",
            peers.transcript(context.before()),
            "scheme",
            verify.algorithm().name(),
            "side",
            context.side())
        : WRONG;
  }

  private TlaRecord mac(Finished finished, Context context) {
    Bytes expected =
        KeySchedule.verifyData(
            context.hash(), context.traffic(), context.before().hash(context.hash()));
    return finished.verifyData().equals(expected)
        ? Tla.record(
            "key",
            handshakeKey(context.peer(), true),
            "side",
            context.side(),
            "over",
            peers.transcript(context.before()))
        : WRONG;
  }

  /**
   * Projects {@code HandshakeKey}: from the PSK, the (EC)DHE secret, and the hellos.
   *
   * @param peer the record of a peer that has it
   * @param withPsk whether the PSK is in it
   */
  public static TlaRecord handshakeKey(TlaRecord peer, boolean withPsk) {
    boolean retried = !peer.get("retry").equals(Tla.NONE);
    List<TlaValue> transcript = peer.get("transcript").asSequence().elements();
    return Tla.record(
        "secret",
        Tla.record("psk", withPsk ? peer.get("psk") : Tla.string(NONE), "dhe", sharedSecret(peer)),
        "context",
        new TlaSequence(transcript.subList(0, retried ? 4 : 2)));
  }

  /** {@code ClientSecret} and {@code ServerSecret}: which keys of which group. */
  private static TlaRecord sharedSecret(TlaRecord peer) {
    TlaRecord hello =
        (peer.get("second").equals(Tla.NONE) ? peer.get("first") : peer.get("second")).asRecord();
    TlaRecord reply = peer.get("reply").asRecord().get("share").asRecord();
    TlaValue own =
        hello.get("shares").asSequence().elements().stream()
            .map(TlaValue::asRecord)
            .filter(share -> share.get("group").equals(reply.get("group")))
            .map(share -> share.get("key"))
            .findFirst()
            .orElse(Tla.string(NONE));
    return Tla.record(
        "group", reply.get("group"), "keys", TlaSet.of(List.of(own, reply.get("key"))));
  }
}
