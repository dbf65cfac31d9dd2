package helloagain.refinement;

import helloagain.exchange.Binders;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HandshakeMessage;
import helloagain.message.HandshakeType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.OtherHandshake;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.message.SignatureScheme;
import helloagain.schedule.PreSharedKey;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a record of {@code Messages.tla} into real octets, the other way round than {@link
 * MessageProjection}. Names of octets that were seen in the run become those octets again.
 */
public final class MessageConcretion {
  /** The random of a client. */
  public static final Bytes CLIENT_RANDOM = Bytes.repeat(0xc1, 32);

  /** The random of a server. */
  public static final Bytes SERVER_RANDOM = Bytes.repeat(0x5e, 32);

  /** The session id of a client in compatibility mode. */
  public static final Bytes SESSION_ID = Bytes.repeat(0x1d, 32);

  /** The cookie of a server that remembers. */
  public static final Bytes COOKIE = Bytes.repeat(0xc0, 16);

  /** The signature schemes of whoever lists some, {@code ListedSchemes}. */
  public static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PKCS1_SHA256);

  /** The same in another order, so that who can use the one can use the other. */
  public static final List<SignatureScheme> OTHER_SCHEMES =
      List.of(
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.ECDSA_SECP256R1_SHA256);

  /** A random, session id or cookie of somebody else. */
  public static final Bytes OTHER = Bytes.repeat(0x07, 32);

  private MessageConcretion() {}

  /** Makes what is put on the connection for a message of the specification. */
  static Payload payload(TlaRecord message, Sightings seen) {
    return switch (text(message, "type")) {
      case "alert" ->
          new Payload.AlertPayload(
              Alert.fatal(AlertDescription.named(text(message, "description"))));
      case "close" -> new Payload.Close();
      case "malformed" ->
          // A server_hello of no octets lacks everything, whoever reads it.
          new Payload.Handshake(HandshakeCodec.frame(HandshakeType.SERVER_HELLO, Bytes.EMPTY));
      default -> new Payload.Handshake(HandshakeCodec.encode(handshake(message, seen)));
    };
  }

  private static HandshakeMessage handshake(TlaRecord message, Sightings seen) {
    return switch (text(message, "type")) {
      case "client_hello" -> clientHello(message, seen);
      case "server_hello" ->
          text(message, "random").equals("HelloRetryRequest")
              ? retry(message, seen)
              : serverHello(message, seen);
      default -> new OtherHandshake(HandshakeType.named(text(message, "type")), Bytes.EMPTY);
    };
  }

  private static ClientHello clientHello(TlaRecord message, Sightings seen) {
    List<KeyShareEntry> shares =
        list(message, "shares", share -> share(share.asRecord(), true, seen));
    boolean sameRest = text(message, "rest").equals("rest");
    ClientHello hello =
        new ClientHello(
            ProtocolVersion.named(text(message, "legacyVersion")),
            text(message, "random").equals("client")
                ? seen.firstHello().map(ClientHello::random).orElse(CLIENT_RANDOM)
                : OTHER,
            sessionId(message, seen),
            names(message, "suites", CipherSuite::named),
            text(message, "compression").equals("null")
                ? ClientHello.NULL_COMPRESSION
                : Bytes.of((byte) 1, (byte) 0),
            names(
                message,
                "extensions",
                name ->
                    switch (name) {
                      case "supported_versions" ->
                          new Extension.SupportedVersionsOffer(
                              names(message, "versions", ProtocolVersion::named));
                      case "supported_groups" ->
                          new Extension.SupportedGroups(
                              names(message, "groups", NamedGroup::named));
                      case "key_share" -> new Extension.KeyShareOffer(shares);
                      case "cookie" -> new Extension.Cookie(cookie(message, seen));
                      case "signature_algorithms" ->
                          new Extension.SignatureAlgorithms(sameRest ? SCHEMES : OTHER_SCHEMES);
                      case "early_data" -> new Extension.EarlyData();
                      case "psk_key_exchange_modes" ->
                          new Extension.PskKeyExchangeModes(
                              names(message, "modes", PskKeyExchangeMode::named));
                      case "pre_shared_key" -> unboundPsks(message);
                      default ->
                          new Extension.OpaqueExtension(ExtensionType.named(name), Bytes.EMPTY);
                    }));
    return Binders.areLast(hello) ? bound(message, hello, seen) : hello;
  }

  /** The PSKs with binders that hold their place; a truncated hello has one for each PSK. */
  private static Extension.OfferedPsks unboundPsks(TlaRecord message) {
    List<PskIdentity> identities =
        list(message, "psks", psk -> new PskIdentity(Psks.identity(psk), 0));
    List<Bytes> places = list(message, "psks", psk -> Bytes.repeat(0, hashLength(Psks.of(psk))));
    List<Bytes> binders =
        list(message, "binders", binder -> Bytes.repeat(0, hashLength(key(message, binder))));
    return new Extension.OfferedPsks(identities, binders.isEmpty() ? places : binders);
  }

  private static int hashLength(Optional<PreSharedKey> psk) {
    return psk.map(PreSharedKey::hash).orElse(HashAlgorithm.SHA256).length();
  }

  /** The PSK under the key of which a binder is; empty for the binder of nothing. */
  private static Optional<PreSharedKey> key(TlaRecord message, TlaValue binder) {
    String key = text(binder.asRecord(), "key");
    return message.get("psks").asSequence().elements().stream()
        .filter(psk -> text(psk.asRecord(), "identity").equals(key))
        .findFirst()
        .flatMap(Psks::of);
  }

  /** Puts in the binders that the record names. */
  private static ClientHello bound(TlaRecord message, ClientHello hello, Sightings seen) {
    TlaRecord truncated = message.with("binders", Tla.EMPTY);
    List<Bytes> binders =
        list(
            message,
            "binders",
            binder ->
                key(message, binder)
                    .map(psk -> binder(psk, binder.asRecord().get("over"), truncated, hello, seen))
                    .orElse(Bytes.repeat(0, hashLength(key(message, binder)))));
    if (binders.isEmpty()) {
      return hello;
    }
    List<Extension> extensions = new ArrayList<>(hello.extensions());
    int last = extensions.size() - 1;
    extensions.set(
        last,
        new Extension.OfferedPsks(
            ((Extension.OfferedPsks) extensions.get(last)).identities(), binders));
    return hello.withExtensions(extensions);
  }

  /**
   * Makes a binder.
   *
   * @param over the messages that it is over, the last a ClientHello without binders
   * @param truncated the hello that carries it, without binders
   */
  private static Bytes binder(
      PreSharedKey psk, TlaValue over, TlaRecord truncated, ClientHello hello, Sightings seen) {
    List<TlaValue> messages = over.asSequence().elements();
    TlaRecord last = messages.get(messages.size() - 1).asRecord();
    // If not over this hello, then over the first as it was sent, with binders of its lengths.
    ClientHello bound =
        last.equals(truncated) ? hello : seen.firstHello().orElseGet(() -> clientHello(last, seen));
    if (messages.size() == 1) {
      return Binders.of(psk, Optional.empty(), bound);
    }
    Bytes first = seen.octets(messages.get(0).asRecord().get("of")).orElseThrow();
    Bytes retry = seen.octets(messages.get(1)).orElseThrow();
    HashAlgorithm hash =
        HashAlgorithm.forSuite(CipherSuite.named(text(messages.get(1).asRecord(), "suite")))
            .orElse(HashAlgorithm.SHA256);
    return Binders.of(psk, Optional.of(Transcript.of(first).retried(hash, retry)), bound);
  }

  private static HelloRetryRequest retry(TlaRecord message, Sightings seen) {
    return new HelloRetryRequest(
        ProtocolVersion.named(text(message, "legacyVersion")),
        sessionId(message, seen),
        CipherSuite.named(text(message, "suite")),
        text(message, "compression").equals("null") ? 0 : 1,
        names(
            message,
            "extensions",
            name ->
                switch (name) {
                  case "supported_versions" -> selectedVersion(message);
                  case "key_share" ->
                      new Extension.KeyShareRetry(
                          NamedGroup.named(text(message.get("share").asRecord(), "group")));
                  case "cookie" -> new Extension.Cookie(cookie(message, seen));
                  default -> new Extension.OpaqueExtension(ExtensionType.named(name), Bytes.EMPTY);
                }));
  }

  private static ServerHello serverHello(TlaRecord message, Sightings seen) {
    Bytes random =
        switch (text(message, "random")) {
          case "downgrade to TLS 1.2" ->
              Bytes.concat(SERVER_RANDOM.slice(0, 24), ServerHello.DOWNGRADE_TLS12);
          case "downgrade to TLS 1.1" ->
              Bytes.concat(SERVER_RANDOM.slice(0, 24), ServerHello.DOWNGRADE_TLS11);
          default -> SERVER_RANDOM;
        };
    return new ServerHello(
        ProtocolVersion.named(text(message, "legacyVersion")),
        random,
        sessionId(message, seen),
        CipherSuite.named(text(message, "suite")),
        text(message, "compression").equals("null") ? 0 : 1,
        names(
            message,
            "extensions",
            name ->
                switch (name) {
                  case "supported_versions" -> selectedVersion(message);
                  case "key_share" ->
                      new Extension.KeyShareReply(
                          share(message.get("share").asRecord(), false, seen));
                  case "pre_shared_key" ->
                      new Extension.SelectedPsk(
                          message.get("psk").asSequence().elements().get(0).asInt());
                  default -> new Extension.OpaqueExtension(ExtensionType.named(name), Bytes.EMPTY);
                }));
  }

  private static Extension selectedVersion(TlaRecord message) {
    return new Extension.SelectedVersion(ProtocolVersion.named(text(message, "version")));
  }

  private static Bytes sessionId(TlaRecord message, Sightings seen) {
    return switch (text(message, "sessionId")) {
      case "empty" -> Bytes.EMPTY;
      case "session" -> seen.firstHello().map(ClientHello::legacySessionId).orElse(SESSION_ID);
      default -> OTHER;
    };
  }

  private static Bytes cookie(TlaRecord message, Sightings seen) {
    return text(message.get("cookie").asRecord(), "by").equals("server")
        ? seen.cookie().orElse(COOKIE)
        : OTHER;
  }

  /** Makes a share whose projection is the given one: the key is noted under its name. */
  private static KeyShareEntry share(TlaRecord share, boolean fromClient, Sightings seen) {
    NamedGroup group = NamedGroup.named(text(share, "group"));
    String key = text(share, "key");
    Bytes octets =
        switch (key) {
          case "first" ->
              seen.firstShare(group).orElseGet(() -> KeyPool.key(group, "first").share());
          case "second", "server", "other" -> KeyPool.key(group, key).share();
          default -> broken(group, key, fromClient);
        };
    KeyShareEntry entry = new KeyShareEntry(group, octets);
    if (key.equals("second") || key.equals("server")) {
      seen.name(entry, key);
    }
    return entry;
  }

  /** Makes octets that break the rule of that name, of the right length where the rule allows. */
  public static Bytes broken(NamedGroup group, String rule, boolean fromClient) {
    int length =
        fromClient ? KeyExchange.clientShareLength(group) : KeyExchange.serverShareLength(group);
    Bytes octets =
        switch (rule) {
          case "PointIsOnCurve" -> Bytes.concat(Bytes.of((byte) 4), Bytes.repeat(0, length - 1));
          case "FfdheShareLength",
              "MontgomeryShareLength",
              "PointIsUncompressed",
              "HybridClientShareLength",
              "HybridServerShareLength" ->
              Bytes.repeat(0, length + 1);
          case "EncapsulationKeyIsValid" -> Bytes.repeat(0xff, length);
          default -> Bytes.repeat(0, length);
        };
    return octets;
  }

  private static String text(TlaRecord message, String field) {
    return message.get(field).asString();
  }

  private static <T> List<T> list(TlaRecord message, String field, Function<TlaValue, T> element) {
    return message.get(field).asSequence().elements().stream().map(element).toList();
  }

  private static <T> List<T> names(TlaRecord message, String field, Function<String, T> named) {
    return list(message, field, name -> named.apply(((TlaString) name).value()));
  }
}
