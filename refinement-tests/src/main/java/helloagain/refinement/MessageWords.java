package helloagain.refinement;

import helloagain.spec.TlaBool;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says in words what matters of a message of {@code Messages.tla}, and all that is unusual. */
public final class MessageWords {
  private static final List<String> IN_EVERY_HELLO =
      List.of("supported_versions", "supported_groups", "signature_algorithms", "key_share");
  private static final List<String> IN_A_HELLO =
      List.of(
          "supported_versions",
          "supported_groups",
          "signature_algorithms",
          "key_share",
          "cookie",
          "psk_key_exchange_modes",
          "early_data",
          "pre_shared_key");
  private static final List<String> IN_EVERY_REPLY = List.of("supported_versions", "key_share");
  private static final List<String> IN_A_REPLY =
      List.of("supported_versions", "key_share", "pre_shared_key");
  private static final List<String> IN_EVERY_RETRY = List.of("supported_versions");
  private static final List<String> IN_A_RETRY =
      List.of("supported_versions", "key_share", "cookie");

  private MessageWords() {}

  /** Returns the name of a message. */
  public static String name(TlaRecord message) {
    return switch (text(message, "type")) {
      case "client_hello" -> "ClientHello";
      case "server_hello" -> isRetry(message) ? "HelloRetryRequest" : "ServerHello";
      case "alert" -> "alert " + text(message, "description");
      case "close" -> "end of the transport";
      case "malformed" -> "octets that do not parse";
      case "application_data" ->
          message.get("early").equals(TlaBool.TRUE) ? "early data" : "application data";
      default -> SequenceDiagram.nameOfType(text(message, "type"));
    };
  }

  /**
   * Returns what the message says, a phrase each.
   *
   * @param first the ClientHello that the run began with, if any
   */
  public static List<String> phrases(TlaRecord message, Optional<TlaRecord> first) {
    return switch (text(message, "type")) {
      case "client_hello" -> first.map(hello -> again(hello, message)).orElse(hello(message));
      case "server_hello" -> reply(message, first);
      default -> ofFlight(message);
    };
  }

  /** Says what matters of a message of {@code FlightRules.tla}, if its body was looked into. */
  private static List<String> ofFlight(TlaRecord message) {
    List<String> phrases = new ArrayList<>();
    if (message.has("extensions")) {
      List<String> extensions = names(message, "extensions");
      addIf(phrases, !extensions.isEmpty(), "extensions " + list(extensions));
    }
    if (message.has("chain")) {
      List<String> chain = names(message, "chain");
      phrases.add(chain.isEmpty() ? "empty" : "the " + chain.get(0));
    }
    if (message.has("signature")) {
      phrases.add(text(message, "scheme"));
      addIf(phrases, !isOver(message, "signature"), "not a signature of this handshake");
    }
    addIf(phrases, message.has("mac") && !isOver(message, "mac"), "not the MAC of this handshake");
    return phrases;
  }

  /** What is not over the transcript says nothing of what it is over. */
  private static boolean isOver(TlaRecord message, String field) {
    return message.get(field).asRecord().has("over");
  }

  private static List<String> hello(TlaRecord hello) {
    List<String> phrases = new ArrayList<>();
    phrases.add("groups " + list(names(hello, "groups")));
    phrases.add("shares " + shares(hello, "first"));
    phrases.add("suites " + list(names(hello, "suites")));
    List<String> extensions = names(hello, "extensions");
    if (!names(hello, "versions").equals(List.of("TLS 1.3"))
        && extensions.contains("supported_versions")) {
      phrases.add("versions " + list(names(hello, "versions")));
    }
    addIf(phrases, !psks(hello).isEmpty(), "PSKs " + list(psks(hello)));
    addIf(phrases, !names(hello, "modes").isEmpty(), "modes " + list(names(hello, "modes")));
    addIf(phrases, extensions.contains("early_data"), "early_data");
    addIf(phrases, !cookieBy(hello).equals("none"), "a cookie of nobody");
    addLegacy(phrases, hello, "legacy_compression_methods");
    addExtensions(phrases, extensions, IN_EVERY_HELLO, IN_A_HELLO);
    return phrases;
  }

  /** Says how a later ClientHello differs from the first. */
  private static List<String> again(TlaRecord first, TlaRecord hello) {
    List<String> phrases = new ArrayList<>();
    phrases.add(
        hello.get("shares").equals(first.get("shares"))
            ? "shares unchanged"
            : "shares " + shares(hello, "second"));
    switch (cookieBy(hello)) {
      case "none" -> {}
      case "server" -> phrases.add("cookie returned");
      default -> phrases.add("another cookie");
    }
    addIf(phrases, !psks(hello).isEmpty(), "PSKs " + list(psks(hello)));
    for (String field : List.of("groups", "suites", "versions", "modes")) {
      addIf(
          phrases,
          !hello.get(field).equals(first.get(field)),
          field + " changed to " + list(names(hello, field)));
    }
    addIf(phrases, !hello.get("random").equals(first.get("random")), "random changed");
    addIf(
        phrases,
        !hello.get("sessionId").equals(first.get("sessionId")),
        "legacy_session_id changed");
    addIf(phrases, text(hello, "rest").equals("other"), "bodies of other extensions changed");
    addLegacy(phrases, hello, "legacy_compression_methods");
    List<String> before = names(first, "extensions");
    List<String> now = names(hello, "extensions");
    List<String> added = now.stream().filter(type -> !before.contains(type)).toList();
    List<String> dropped = before.stream().filter(type -> !now.contains(type)).toList();
    List<String> news = added.stream().filter(type -> !type.equals("cookie")).toList();
    addIf(phrases, !news.isEmpty(), "new " + list(news));
    addIf(phrases, !dropped.isEmpty(), "without " + list(dropped));
    addRepeated(phrases, now);
    return phrases;
  }

  private static List<String> reply(TlaRecord reply, Optional<TlaRecord> first) {
    List<String> phrases = new ArrayList<>();
    List<String> extensions = names(reply, "extensions");
    boolean retry = isRetry(reply);
    if (extensions.contains("supported_versions")) {
      phrases.add(text(reply, "version"));
    }
    phrases.add(text(reply, "suite"));
    TlaRecord share = reply.get("share").asRecord();
    if (!text(share, "group").equals("none")) {
      phrases.add(
          retry ? "selected_group " + text(share, "group") : "share " + share(share, "server"));
    }
    reply.get("psk").asSequence().elements().stream()
        .map(TlaValue::asInt)
        .forEach(index -> phrases.add("selected_identity " + index));
    if (retry) {
      addIf(phrases, !cookieBy(reply).equals("none"), "cookie");
    } else {
      addIf(
          phrases,
          !text(reply, "random").equals("server"),
          "random tells of a " + text(reply, "random"));
    }
    addIf(
        phrases,
        first.filter(hello -> !hello.get("sessionId").equals(reply.get("sessionId"))).isPresent(),
        "legacy_session_id_echo differs");
    addLegacy(phrases, reply, "legacy_compression_method");
    if (retry) {
      addExtensions(phrases, extensions, IN_EVERY_RETRY, IN_A_RETRY);
      addIf(
          phrases,
          !extensions.contains("key_share") && !extensions.contains("cookie"),
          "asks for nothing");
    } else {
      addExtensions(phrases, extensions, IN_EVERY_REPLY, IN_A_REPLY);
    }
    return phrases;
  }

  /** Names who made the cookie of a hello; {@code none} if there is no cookie. */
  private static String cookieBy(TlaRecord hello) {
    return text(hello.get("cookie").asRecord(), "by");
  }

  private static boolean isRetry(TlaRecord reply) {
    return text(reply, "random").equals("HelloRetryRequest");
  }

  private static void addLegacy(List<String> phrases, TlaRecord message, String compression) {
    addIf(
        phrases,
        !text(message, "legacyVersion").equals("TLS 1.2"),
        "legacy_version " + text(message, "legacyVersion"));
    addIf(phrases, !text(message, "compression").equals("null"), compression + " not null");
  }

  private static void addExtensions(
      List<String> phrases, List<String> present, List<String> usual, List<String> known) {
    List<String> missing = usual.stream().filter(type -> !present.contains(type)).toList();
    List<String> others =
        present.stream().filter(type -> !known.contains(type)).distinct().toList();
    addIf(phrases, !missing.isEmpty(), "without " + list(missing));
    addIf(phrases, !others.isEmpty(), "also " + list(others));
    addRepeated(phrases, present);
  }

  private static void addRepeated(List<String> phrases, List<String> extensions) {
    List<String> repeated =
        extensions.stream()
            .filter(type -> extensions.indexOf(type) != extensions.lastIndexOf(type))
            .distinct()
            .toList();
    addIf(phrases, !repeated.isEmpty(), "more than one " + list(repeated));
  }

  /** Names the PSKs, and those whose binder is not one of their own key. */
  private static List<String> psks(TlaRecord hello) {
    List<TlaValue> binders = hello.get("binders").asSequence().elements();
    List<TlaValue> psks = hello.get("psks").asSequence().elements();
    return IntStream.range(0, psks.size())
        .mapToObj(
            place -> {
              String identity = text(psks.get(place).asRecord(), "identity");
              boolean bound =
                  place < binders.size()
                      && text(binders.get(place).asRecord(), "key").equals(identity);
              return bound ? identity : identity + " (binder of something else)";
            })
        .toList();
  }

  private static String shares(TlaRecord hello, String usualKey) {
    return list(
        hello.get("shares").asSequence().elements().stream()
            .map(share -> share(share.asRecord(), usualKey))
            .toList());
  }

  /** Names a share's group, and its key unless it is the usual one. */
  private static String share(TlaRecord share, String usualKey) {
    String group = text(share, "group");
    String key = text(share, "key");
    if (key.equals(usualKey)) {
      return group;
    }
    return switch (key) {
      case "first", "second", "server" -> group + " (" + key + " key)";
      case "other" -> group + " (some key)";
      default -> group + " (breaks " + key + ")";
    };
  }

  private static void addIf(List<String> phrases, boolean condition, String phrase) {
    if (condition) {
      phrases.add(phrase);
    }
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static List<String> names(TlaRecord message, String field) {
    return message.get(field).asSequence().elements().stream().map(TlaValue::asString).toList();
  }

  private static String text(TlaRecord message, String field) {
    return message.get(field).asString();
  }
}
