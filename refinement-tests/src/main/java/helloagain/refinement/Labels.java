package helloagain.refinement;

import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a run contains, from what happened in it. What a generator meant to draw does not
 * count: an edit may come to nothing, and a run may end before it.
 */
public final class Labels {
  private static final int MANY_GROUPS = 16;
  private static final int LONG_COOKIE = 255;
  private static final int VERY_LONG_COOKIE = 16_384;

  /** The order in which the reference writes the extensions of TLS 1.3 hellos. */
  private static final List<String> USUAL_ORDER =
      List.of(
          "supported_versions",
          "supported_groups",
          "signature_algorithms",
          "key_share",
          "psk_key_exchange_modes",
          "early_data",
          "pre_shared_key");

  private final Set<Label> labels = EnumSet.noneOf(Label.class);
  private final List<TlaRecord> hellos = new ArrayList<>();

  private Labels() {}

  /** Returns the labels of a run of the hellos. */
  public static Set<Label> of(Verdict verdict) {
    Labels found = new Labels();
    if (verdict.trace().profile() == Profile.RFC9846) {
      found.labels.add(Label.RFC_9846);
    }
    for (LockStep.Event event : verdict.events()) {
      found.see(verdict.trace(), event);
    }
    found.hellos.forEach(found::seeHello);
    return found.labels;
  }

  /** Returns the labels of a stream of records. */
  public static Set<Label> of(RecordVerdict verdict) {
    Labels found = new Labels();
    found.labels.add(Label.STREAM_OF_RECORDS);
    found.labels.add(
        verdict.script().reader() == RecordScript.Reader.CLIENT
            ? Label.RECORDS_TO_CLIENT
            : Label.RECORDS_TO_SERVER);
    found.seeRecords(verdict);
    return found.labels;
  }

  // Runs of the hellos.

  private void see(Trace trace, LockStep.Event event) {
    TlaRecord state = event.state();
    Optional<String> read = event.message().map(message -> text(message, "type"));
    event
        .message()
        .filter(message -> text(message, "type").equals("client_hello"))
        .ifPresent(this::note);
    switch (event.action()) {
      case "ClientRetries" -> {
        labels.add(Label.RETRY_FOLLOWED);
        note(state.get("second").asRecord());
      }
      case "ServerRetries" -> {
        if (!state.get("retry").asRecord().get("cookie").equals(Tla.NO_COOKIE)) {
          trace.server().flatMap(ServerSetup::cookie).ifPresent(this::seeCookie);
        }
      }
      case "HostileServerSends" -> {
        if (read.filter("server_hello"::equals).isPresent()
            && !event.message().orElseThrow().get("cookie").equals(Tla.NO_COOKIE)
            && event.move() instanceof Move.ServerSends sends
            && sends.payload().received(trace.profile())
                instanceof Received.HandshakeReceived received
            && received.message() instanceof HelloRetryRequest retry) {
          Hellos.cookie(retry.extensions()).ifPresent(this::seeCookie);
        }
      }
      case "ClientAborts", "ServerAborts" -> {
        labels.add(
            event.action().equals("ClientAborts")
                ? Label.ABORTED_BY_CLIENT
                : Label.ABORTED_BY_SERVER);
        if (read.filter("malformed"::equals).isPresent()) {
          labels.add(Label.DAMAGED_OCTETS_REFUSED);
        }
        if (text(state, "rule").equals(Rule.RETRY_COMES_ONCE.operator())) {
          labels.add(Label.SECOND_RETRY_REFUSED);
        }
      }
      case "ServerAcceptsFirst", "ServerAcceptsSecond" -> seeAcceptance(event, state);
      case "ClientAccepts" -> {
        seePsk(state);
        if (trace.server().isPresent()) {
          labels.add(Label.AGREED_BY_BOTH);
        }
      }
      case "ClientCloses", "ServerCloses" -> labels.add(Label.ALERT_OR_CLOSE_READ);
      default -> {
        // Nothing to see but the hello.
      }
    }
  }

  private void seeAcceptance(LockStep.Event event, TlaRecord state) {
    seePsk(state);
    switch (text(state, "earlyData")) {
      case "accepted" -> labels.add(Label.EARLY_DATA_ACCEPTED);
      case "refused" -> labels.add(Label.EARLY_DATA_REFUSED);
      default -> {
        // None, or that of a hello before a retry.
      }
    }
    if (isOfOddOrder(event.message().orElseThrow())) {
      labels.add(Label.ODD_ORDER_ACCEPTED);
    }
  }

  private void seePsk(TlaRecord state) {
    if (!text(state, "psk").equals("none")) {
      labels.add(Label.PSK_ACCEPTED);
      labels.add(text(state, "mode").equals("psk_ke") ? Label.PSK_KE : Label.PSK_DHE_KE);
    }
  }

  private void seeCookie(Bytes cookie) {
    if (cookie.size() > LONG_COOKIE) {
      labels.add(Label.COOKIE_OVER_255_OCTETS);
    }
    if (cookie.size() > VERY_LONG_COOKIE) {
      labels.add(Label.COOKIE_OVER_16384_OCTETS);
    }
  }

  private void note(TlaRecord hello) {
    if (hellos.isEmpty() || !hellos.get(hellos.size() - 1).equals(hello)) {
      hellos.add(hello);
    }
  }

  private void seeHello(TlaRecord hello) {
    List<NamedGroup> groups = names(hello, "groups").stream().map(NamedGroup::named).toList();
    addIf(Label.MORE_THAN_16_GROUPS, groups.size() > MANY_GROUPS);
    addIf(Label.GREASE_GROUP, groups.stream().anyMatch(NamedGroup::isGrease));
    addIf(
        Label.UNKNOWN_GROUP,
        groups.stream().anyMatch(group -> !group.isKnown() && !group.isGrease()));
    List<String> shared = shared(hello);
    addIf(Label.HYBRID_SHARED, shared.stream().anyMatch(group -> group.contains("MLKEM")));
    addIf(Label.FINITE_FIELD_SHARED, shared.stream().anyMatch(group -> group.startsWith("ffdhe")));
    addIf(
        Label.FINITE_FIELD_OF_4096_BITS_OR_MORE_SHARED,
        shared.stream().anyMatch(group -> group.matches("ffdhe[4-8].*")));
    List<String> suites = names(hello, "suites");
    addIf(
        Label.SUITE_BEYOND_TLS_13,
        suites.stream().anyMatch(suite -> !CipherSuite.named(suite).isKnown()));
    List<ExtensionType> extensions =
        names(hello, "extensions").stream().map(ExtensionType::named).toList();
    addIf(
        Label.UNKNOWN_EXTENSION,
        extensions.stream().anyMatch(type -> !type.isKnown() && !type.isGrease()));
    addIf(Label.GREASE_EXTENSION, extensions.stream().anyMatch(ExtensionType::isGrease));
    addIf(Label.PADDING, extensions.contains(ExtensionType.PADDING));
    addIf(Label.EARLY_DATA_OFFERED, extensions.contains(ExtensionType.EARLY_DATA));
    addIf(Label.ODD_ORDER_OF_EXTENSIONS, isOfOddOrder(hello));
    List<TlaValue> psks = elements(hello, "psks");
    addIf(Label.TWO_PSKS_OR_MORE, psks.size() > 1);
    addIf(Label.FOUR_PSKS_OR_MORE, psks.size() > 3);
    List<String> hashes = psks.stream().map(psk -> text(psk.asRecord(), "hash")).toList();
    addIf(Label.PSKS_OF_BOTH_HASHES, hashes.contains("SHA-256") && hashes.contains("SHA-384"));
    addIf(
        Label.DUPLICATED_ENTRY,
        repeats(groups)
            || repeats(suites)
            || repeats(shared)
            || repeats(extensions)
            || repeats(psks));
    hellos.stream()
        .limit(1)
        .filter(first -> !first.equals(hello))
        .forEach(
            first ->
                addIf(
                    Label.REORDERED_ENTRIES_IN_SECOND_HELLO,
                    isReordered(
                            groups, names(first, "groups").stream().map(NamedGroup::named).toList())
                        || isReordered(suites, names(first, "suites"))));
  }

  private void addIf(Label label, boolean holds) {
    if (holds) {
      labels.add(label);
    }
  }

  /** Tells whether the extensions that TLS 1.3 is made of stand in another order than usual. */
  private static boolean isOfOddOrder(TlaRecord hello) {
    List<Integer> places =
        names(hello, "extensions").stream()
            .map(USUAL_ORDER::indexOf)
            .filter(place -> place >= 0)
            .toList();
    List<Integer> sorted = new ArrayList<>(places);
    Collections.sort(sorted);
    return !places.equals(sorted);
  }

  private static boolean repeats(List<?> list) {
    return new HashSet<>(list).size() < list.size();
  }

  private static <T> boolean isReordered(List<T> list, List<T> other) {
    return !list.equals(other)
        && list.size() == other.size()
        && new HashSet<>(list).equals(new HashSet<>(other));
  }

  private static List<String> shared(TlaRecord hello) {
    return elements(hello, "shares").stream()
        .map(share -> text(share.asRecord(), "group"))
        .toList();
  }

  private static List<String> names(TlaRecord record, String field) {
    return elements(record, field).stream().map(TlaValue::asString).toList();
  }

  private static List<TlaValue> elements(TlaRecord record, String field) {
    return record.get(field).asSequence().elements();
  }

  private static String text(TlaRecord record, String field) {
    return record.get(field).asString();
  }

  // Streams of records.

  private void seeRecords(RecordVerdict verdict) {
    int delivered = 0;
    boolean cut = false;
    boolean droppedBetween = false;
    for (int i = 0; i < verdict.records().size(); i++) {
      RecordMove move = verdict.script().moves().get(i);
      String became = verdict.records().get(i);
      boolean isCcs = move instanceof RecordMove.ChangeCipherSpec;
      boolean isHello = move instanceof RecordMove.Hello;
      switch (became) {
        case "incomplete" -> cut = cut || isHello;
        case "delivered" -> {
          addIf(Label.FRAGMENTED_HELLO, isHello && cut);
          addIf(Label.CHANGE_CIPHER_SPEC_BETWEEN_HELLOS, isHello && droppedBetween);
          delivered += isHello ? 1 : 0;
          cut = false;
        }
        case "dropped" -> {
          labels.add(Label.CHANGE_CIPHER_SPEC_DROPPED);
          addIf(Label.CHANGE_CIPHER_SPEC_WITHIN_HELLO, cut);
          droppedBetween = droppedBetween || delivered > 0;
        }
        case "skipped" -> labels.add(Label.SKIPPED_EARLY_DATA_RECORD);
        case "refused by the hellos" ->
            addIf(Label.DAMAGED_HELLO_IN_RECORDS_REFUSED, move instanceof RecordMove.DamagedHello);
        case "closed" -> {
          // An alert, which is counted where the hellos are.
        }
        default -> {
          labels.add(Label.RECORD_REFUSED);
          addIf(Label.CHANGE_CIPHER_SPEC_WITHIN_HELLO, isCcs && cut);
        }
      }
    }
  }
}
