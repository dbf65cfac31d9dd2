package helloagain.refinement;

import helloagain.spec.TlaBool;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaSet;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in few words what a value of any module is, and what has become of it. What it is follows
 * from the fields of a record: a message has a type, a share a key, a cookie a maker.
 */
final class ValueWords {
  /** A text that is longer tells a reader nothing more. */
  private static final int LONGEST = 100;

  /** Of early data and change_cipher_spec, of an alert, and of a message in module Records. */
  private static final Set<Integer> USUAL_LENGTHS = Set.of(1, 2, 100);

  private static final Set<String> FIRST_OF_A_HELLO = Set.of("groups", "shares", "suites");
  private static final Set<String> FIRST_OF_A_REPLY = Set.of("suite", "share");

  private ValueWords() {}

  /** Returns a short text. */
  static String text(TlaValue value) {
    String text = whole(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  private static String whole(TlaValue value) {
    if (value instanceof TlaString string) {
      return string.value();
    }
    if (value instanceof TlaSequence sequence) {
      return list(sequence.elements());
    }
    if (value instanceof TlaSet set) {
      return list(set.elements());
    }
    return value instanceof TlaRecord record ? ofRecord(record) : value.toString();
  }

  private static String list(List<TlaValue> values) {
    return values.isEmpty()
        ? "none"
        : values.stream().map(ValueWords::whole).collect(Collectors.joining(", "));
  }

  private static String ofRecord(TlaRecord record) {
    if (record.has("pieces")) {
      return wireRecord(record);
    }
    if (record.has("type")) {
      return message(record);
    }
    if (record.has("by")) {
      return cookie(record);
    }
    if (isShare(record)) {
      String key = whole(record.get("key"));
      return whole(record.get("group")) + (key.equals("none") ? "" : " (" + key + ")");
    }
    return record.fields().entrySet().stream()
        .filter(field -> !field.getValue().equals(TlaBool.FALSE))
        .map(field -> field.getKey() + flag(field.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Among other fields, one that is true says so by its name. */
  private static String flag(TlaValue value) {
    return value.equals(TlaBool.TRUE) ? "" : " " + whole(value);
  }

  private static boolean isShare(TlaRecord record) {
    return record.fields().keySet().equals(Set.of("group", "key"));
  }

  private static String cookie(TlaRecord cookie) {
    return cookie.has("seal")
        ? "sealed by " + whole(cookie.get("seal"))
        : whole(cookie.get("by")).equals("none") ? "none" : "of " + whole(cookie.get("by"));
  }

  /** Returns the name of a message, or of a record by what is in it. */
  static String message(TlaRecord message) {
    if (message.has("pieces")) {
      return wireRecord(message);
    }
    String type = whole(message.get("type"));
    return switch (type) {
      case "hello_retry_request" -> "HelloRetryRequest";
      case "server_hello" -> message.has("random") ? MessageWords.name(message) : "ServerHello";
      case "client_hello", "alert", "close", "malformed" -> MessageWords.name(message);
      // As the specification writes them; data in records is not that of flights.
      default -> message.get("type").asString();
    };
  }

  /** Braces stand for protection, as in Figure 1 of RFC 8446. */
  private static String wireRecord(TlaRecord record) {
    boolean isClear = whole(record.get("key")).equals("clear");
    String type = whole(record.get(isClear ? "type" : "inside"));
    List<String> pieces = new ArrayList<>();
    for (TlaValue each : record.get("pieces").asSequence().elements()) {
      TlaRecord message = each.asRecord().get("message").asRecord();
      int part = each.asRecord().get("part").asInt();
      pieces.add(
          whole(message.get("type")).equals("none")
              ? "part " + part + " of a message"
              : (part > 1 ? "end of " : "") + message(message));
    }
    String content = pieces.isEmpty() ? type : String.join(" and ", pieces);
    return switch (whole(record.get("key"))) {
      case "clear" -> content;
      case "handshake" -> "{" + content + "}";
      default -> "{" + content + "} " + whole(record.get("key")) + " key";
    };
  }

  /** Says of a message what a reader needs who sees the first of its kind. */
  static List<String> first(TlaRecord message) {
    if (message.has("pieces")) {
      return ofWireRecord(message);
    }
    List<String> phrases = new ArrayList<>();
    message
        .fields()
        .forEach(
            (name, value) -> {
              boolean isNamed =
                  message.has("groups")
                      ? FIRST_OF_A_HELLO.contains(name)
                      : FIRST_OF_A_REPLY.contains(name);
              if (isNamed && !isNothing(value)) {
                phrases.add(name + " " + text(value));
              }
            });
    if (message.has("signature")) {
      phrases.add("signature by " + text(message.get("signature").asRecord().get("key")));
    }
    if (message.has("mac")) {
      TlaRecord mac = message.get("mac").asRecord();
      TlaRecord made = mac.get("key").asRecord().get("secret").asRecord();
      // In Flights.tla the PSK is a part of it.
      TlaRecord secret = made.has("dhe") ? made.get("dhe").asRecord() : made;
      phrases.add("MAC under " + text(secret.get("group")) + " of " + text(secret.get("keys")));
      if (made.has("psk")) {
        phrases.add("PSK " + text(made.get("psk")));
        phrases.add("over " + mac.get("over").asSequence().elements().size() + " messages");
      }
    }
    return phrases;
  }

  private static List<String> ofWireRecord(TlaRecord record) {
    List<String> phrases = new ArrayList<>();
    if (!whole(record.get("version")).equals("TLS 1.2")) {
      phrases.add("legacy_record_version " + whole(record.get("version")));
    }
    int length = record.get("length").asInt();
    if (!USUAL_LENGTHS.contains(length)) {
      phrases.add("length " + length);
    }
    String body = whole(record.get("body"));
    if (!Set.of("none", "01", "alert").contains(body)) {
      phrases.add("body " + body);
    }
    return phrases;
  }

  /** Tells whether a value is what stands where there is none. */
  static boolean isNothing(TlaValue value) {
    return switch (value.toString()) {
      case "\"none\"", "<<>>", "[by |-> \"none\"]", "[group |-> \"none\", key |-> \"none\"]" ->
          true;
      default -> false;
    };
  }

  /**
   * Says what has changed, a phrase for each field of a record, and of a list what was added or
   * left out where that is all.
   */
  static List<String> changes(String name, TlaValue before, TlaValue after) {
    if (before.equals(after)) {
      return List.of();
    }
    if (before instanceof TlaRecord from
        && after instanceof TlaRecord to
        && from.fields().keySet().equals(to.fields().keySet())
        && !isShare(to)) {
      return fields(name + ".", from, to);
    }
    List<TlaValue> old = elements(before);
    List<TlaValue> now = elements(after);
    List<TlaValue> dropped = old.stream().filter(each -> !now.contains(each)).toList();
    if (after instanceof TlaSet && dropped.isEmpty()) {
      List<TlaValue> added = now.stream().filter(each -> !old.contains(each)).toList();
      return List.of(name + " + " + text(new TlaSequence(added)));
    }
    if (now.size() > old.size() && now.subList(0, old.size()).equals(old)) {
      return List.of(name + " + " + text(new TlaSequence(now.subList(old.size(), now.size()))));
    }
    if (!now.isEmpty() && !dropped.isEmpty() && old.containsAll(now)) {
      return List.of(name + " without " + text(new TlaSequence(dropped)));
    }
    return List.of(name + " " + text(after));
  }

  /** Says which fields of a record differ from another one of the same kind. */
  static List<String> fields(String prefix, TlaRecord before, TlaRecord after) {
    List<String> phrases = new ArrayList<>();
    after
        .fields()
        .forEach(
            (name, value) -> {
              if (!before.has(name)) {
                phrases.add(prefix + name + " " + text(value));
              } else {
                phrases.addAll(changes(prefix + name, before.get(name), value));
              }
            });
    return phrases;
  }

  private static List<TlaValue> elements(TlaValue value) {
    return value instanceof TlaSequence sequence
        ? sequence.elements()
        : value instanceof TlaSet set ? set.elements() : List.of();
  }
}
