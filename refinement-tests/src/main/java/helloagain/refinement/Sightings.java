package helloagain.refinement;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.schedule.PreSharedKey;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the octets of one run whose value does not matter but whose sameness does: randoms,
 * session ids, cookies, keys. It gives them the names that {@code Messages.tla} uses.
 *
 * <p>A name is given when octets are first seen and never changes, so that equal names mean equal
 * octets; {@code other} is what has no name. Confined to one run and one thread.
 */
final class Sightings implements Names {
  private final Map<KeyShareEntry, String> keys = new HashMap<>();
  private final Map<Bytes, PreSharedKey> psks = new LinkedHashMap<>();
  private final Map<TlaValue, Bytes> octets = new HashMap<>();
  private Optional<ClientHello> firstHello = Optional.empty();
  private Optional<Bytes> cookie = Optional.empty();

  /** Returns the first ClientHello of the run, if one was seen. */
  Optional<ClientHello> firstHello() {
    return firstHello;
  }

  /** Returns the cookie of the run, if one was seen. */
  Optional<Bytes> cookie() {
    return cookie;
  }

  /** Returns the octets of the first hello's share for a group, if it has one. */
  Optional<Bytes> firstShare(NamedGroup group) {
    return firstHello.flatMap(
        hello ->
            shares(hello).stream()
                .filter(share -> share.group().equals(group))
                .map(KeyShareEntry::keyExchange)
                .findFirst());
  }

  /** Notes a ClientHello; the first one names random, session id and keys. */
  void see(ClientHello hello) {
    if (firstHello.isEmpty()) {
      firstHello = Optional.of(hello);
      shares(hello).forEach(share -> keys.putIfAbsent(share, "first"));
    }
  }

  /** Notes a cookie of the server; the first one is the cookie of the run. */
  void seeCookie(Bytes value) {
    if (cookie.isEmpty()) {
      cookie = Optional.of(value);
    }
  }

  /** Notes a PSK that a peer of the run knows. */
  void know(PreSharedKey psk) {
    psks.putIfAbsent(psk.identity(), psk);
  }

  /** Returns the PSKs that a peer of the run knows. */
  Collection<PreSharedKey> psks() {
    return psks.values();
  }

  /** Returns the record of the PSK of an identity. */
  @Override
  public TlaRecord psk(Bytes identity) {
    PreSharedKey psk = psks.get(identity);
    return psk == null ? Psks.unknown(identity) : Psks.record(psk);
  }

  /** Notes the octets of a message. */
  void see(TlaValue message, Bytes raw) {
    octets.putIfAbsent(message, raw);
  }

  /** Returns the octets of a message that was seen. */
  Optional<Bytes> octets(TlaValue message) {
    return Optional.ofNullable(octets.get(message));
  }

  /** Names a share before it is seen. */
  void name(KeyShareEntry share, String key) {
    keys.putIfAbsent(share, key);
  }

  /** Returns {@code client} for the random of the first hello. */
  @Override
  public String random(ClientHello hello) {
    return firstHello.map(first -> first.random().equals(hello.random())).orElse(true)
        ? "client"
        : "other";
  }

  /** Returns {@code empty}, {@code session} for that of the first hello, or {@code other}. */
  @Override
  public String sessionId(Bytes sessionId) {
    if (sessionId.isEmpty()) {
      return "empty";
    }
    return firstHello.map(first -> first.legacySessionId().equals(sessionId)).orElse(true)
        ? "session"
        : "other";
  }

  /** Returns {@code ServerCookie} for the cookie of the run, or {@code OtherCookie}. */
  @Override
  public TlaRecord cookie(Bytes value) {
    return Tla.cookie(cookie.map(value::equals).orElse(false) ? "server" : "other");
  }

  /** Returns the name of a key, or the operator of the rule that its value breaks. */
  @Override
  public String key(KeyShareEntry share, boolean fromClient) {
    return ShareValues.brokenBy(share, fromClient)
        .orElseGet(() -> keys.getOrDefault(share, "other"));
  }

  /**
   * Returns {@code rest} if what the model has no field for is as in the first hello: the bodies of
   * the extensions that both hellos carry. That one is repeated shows in the list of extensions.
   */
  @Override
  public String rest(ClientHello hello) {
    if (firstHello.isEmpty()) {
      return "rest";
    }
    List<Extension> first = firstHello.orElseThrow().extensions();
    boolean same =
        hello.extensions().stream()
            .map(Extension::type)
            .distinct()
            .filter(type -> !hasField(type))
            .allMatch(
                type -> {
                  List<Extension> before = ofType(first, type);
                  return before.isEmpty() || before.containsAll(ofType(hello.extensions(), type));
                });
    return same ? "rest" : "other";
  }

  /** Extensions with a field of their own, and those whose change is no matter of {@code rest}. */
  private static boolean hasField(ExtensionType type) {
    return type.equals(ExtensionType.SUPPORTED_VERSIONS)
        || type.equals(ExtensionType.SUPPORTED_GROUPS)
        || type.equals(ExtensionType.KEY_SHARE)
        || type.equals(ExtensionType.COOKIE)
        || type.equals(ExtensionType.EARLY_DATA)
        || type.equals(ExtensionType.PADDING)
        || type.equals(ExtensionType.PSK_KEY_EXCHANGE_MODES)
        || type.equals(ExtensionType.PRE_SHARED_KEY);
  }

  private static List<Extension> ofType(List<Extension> extensions, ExtensionType type) {
    return extensions.stream().filter(extension -> extension.type().equals(type)).toList();
  }

  private static List<KeyShareEntry> shares(ClientHello hello) {
    return Extension.find(hello.extensions(), Extension.KeyShareOffer.class)
        .map(Extension.KeyShareOffer::clientShares)
        .orElse(List.of());
  }
}
