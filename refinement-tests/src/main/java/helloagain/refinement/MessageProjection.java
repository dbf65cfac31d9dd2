package helloagain.refinement;

import helloagain.exchange.Hellos;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.List;

/** Turns messages into the records of {@code Messages.tla}. */
public final class MessageProjection {
  /** What stands for a value that a message does not carry. */
  private static final String ABSENT = "none";

  private static final int MARKER_AT = 24;

  private MessageProjection() {}

  /** Projects a handshake message, without binders. */
  public static TlaRecord project(HandshakeMessage message, Names names) {
    if (message instanceof ClientHello hello) {
      return clientHello(hello, names);
    }
    if (message instanceof ServerReply reply) {
      return serverReply(reply, names);
    }
    return Tla.message(message.type().name());
  }

  /** Projects an alert, data, the end of the transport, or octets that do not parse. */
  public static TlaRecord ofNoMessage(Payload payload) {
    if (payload instanceof Payload.Data data) {
      return FlightProjection.data(data.early());
    }
    if (payload instanceof Payload.AlertPayload alert) {
      return Tla.record("type", "alert", "description", alert.alert().description().name());
    }
    return Tla.message(payload instanceof Payload.Close ? "close" : "malformed");
  }

  private static TlaRecord clientHello(ClientHello hello, Names names) {
    List<Extension> extensions = hello.extensions();
    return Tla.record(
        "type", "client_hello",
        "legacyVersion", hello.legacyVersion().name(),
        "random", names.random(hello),
        "sessionId", names.sessionId(hello.legacySessionId()),
        "suites", Tla.names(hello.cipherSuites(), CipherSuite::name),
        "compression",
            hello.legacyCompressionMethods().equals(ClientHello.NULL_COMPRESSION)
                ? "null"
                : "other",
        "extensions", Tla.names(extensions, extension -> extension.type().name()),
        "versions",
            Tla.names(
                Extension.find(extensions, Extension.SupportedVersionsOffer.class)
                    .map(Extension.SupportedVersionsOffer::versions)
                    .orElse(List.of()),
                ProtocolVersion::name),
        "groups",
            Tla.names(
                Extension.find(extensions, Extension.SupportedGroups.class)
                    .map(Extension.SupportedGroups::groups)
                    .orElse(List.of()),
                NamedGroup::name),
        "shares",
            Tla.sequence(
                Extension.find(extensions, Extension.KeyShareOffer.class)
                    .map(Extension.KeyShareOffer::clientShares)
                    .orElse(List.of()),
                share -> share(share, true, names)),
        "modes", Tla.names(Hellos.pskModes(hello), PskKeyExchangeMode::name),
        "psks", Tla.sequence(Hellos.pskIdentities(hello), names::psk),
        "binders", Tla.EMPTY,
        "cookie",
            Extension.find(extensions, Extension.Cookie.class)
                .map(cookie -> names.cookie(cookie.cookie()))
                .orElse(Tla.NO_COOKIE),
        "rest", names.rest(hello));
  }

  private static TlaRecord serverReply(ServerReply reply, Names names) {
    List<Extension> extensions = reply.extensions();
    boolean retry = reply instanceof HelloRetryRequest;
    return Tla.record(
        "type", "server_hello",
        "legacyVersion", reply.legacyVersion().name(),
        "random", random(reply, names),
        "sessionId", names.sessionId(reply.legacySessionIdEcho()),
        "suite", reply.cipherSuite().name(),
        "compression", reply.legacyCompressionMethod() == 0 ? "null" : "other",
        "extensions", Tla.names(extensions, extension -> extension.type().name()),
        "version",
            Extension.find(extensions, Extension.SelectedVersion.class)
                .map(selected -> selected.version().name())
                .orElse(ABSENT),
        "share", retry ? retriedGroup(extensions) : serverShare(extensions, names),
        "psk", Tla.sequence(Hellos.selectedPsk(reply).stream().toList(), TlaValue::of),
        "cookie",
            Extension.find(extensions, Extension.Cookie.class)
                .map(cookie -> names.cookie(cookie.cookie()))
                .orElse(Tla.NO_COOKIE));
  }

  private static String random(ServerReply reply, Names names) {
    if (!(reply instanceof ServerHello hello)) {
      return "HelloRetryRequest";
    }
    if (reply.random().slice(MARKER_AT, 32).equals(ServerHello.DOWNGRADE_TLS12)) {
      return "downgrade to TLS 1.2";
    }
    if (reply.random().slice(MARKER_AT, 32).equals(ServerHello.DOWNGRADE_TLS11)) {
      return "downgrade to TLS 1.1";
    }
    return names.random(hello);
  }

  private static TlaValue retriedGroup(List<Extension> extensions) {
    return Extension.find(extensions, Extension.KeyShareRetry.class)
        .map(retry -> Tla.share(retry.selectedGroup().name(), ABSENT))
        .orElse(Tla.share(ABSENT, ABSENT));
  }

  private static TlaValue serverShare(List<Extension> extensions, Names names) {
    return Extension.find(extensions, Extension.KeyShareReply.class)
        .map(reply -> share(reply.serverShare(), false, names))
        .orElse(Tla.share(ABSENT, ABSENT));
  }

  private static TlaRecord share(KeyShareEntry share, boolean fromClient, Names names) {
    return Tla.share(share.group().name(), names.key(share, fromClient));
  }
}
