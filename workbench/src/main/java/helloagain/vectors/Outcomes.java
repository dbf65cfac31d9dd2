package helloagain.vectors;

import helloagain.exchange.Hellos;
import helloagain.message.ClientHello;
import helloagain.message.HandshakeMessage;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ServerHello;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what a peer lets be heard with what may come of a message. */
final class Outcomes {
  private Outcomes() {}

  /**
   * Says what something heard means.
   *
   * @param place which of the expected it is; empty if it is none
   * @param grade what it means if it is none, or an abort
   * @param words what was heard
   */
  record Outcome(Optional<Integer> place, Verdict.Grade grade, String words) {}

  static Outcome of(Optional<Heard> heard, List<Expected> expected, Run run) {
    if (heard.isEmpty()) {
      return place(expected, Expected.Nothing.class)
          .map(place -> new Outcome(Optional.of(place), Verdict.Grade.CONFORMS, "reads on"))
          .orElse(new Outcome(Optional.empty(), Verdict.Grade.HANGS, "nothing"));
    }
    if (heard.get() instanceof Heard.FatalAlert alert) {
      return alert(alert, expected);
    }
    if (heard.get() instanceof Heard.Closed) {
      return end(expected, "ends the connection", Verdict.Grade.NO_ALERT);
    }
    if (heard.get() instanceof Heard.GoesOn) {
      return place(expected, Expected.Accepts.class)
          .map(place -> new Outcome(Optional.of(place), Verdict.Grade.CONFORMS, "goes on"))
          .orElse(new Outcome(Optional.empty(), Verdict.Grade.VIOLATES, "goes on"));
    }
    if (heard.get() instanceof Heard.Strange strange) {
      return new Outcome(Optional.empty(), Verdict.Grade.VIOLATES, strange.words());
    }
    return message(run.message(((Heard.Handshake) heard.get()).raw()), expected, run);
  }

  private static Optional<Integer> place(List<Expected> expected, Class<? extends Expected> kind) {
    for (int i = 0; i < expected.size(); i++) {
      if (kind.isInstance(expected.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Outcome alert(Heard.FatalAlert alert, List<Expected> expected) {
    String words = "alert " + alert.description().name();
    Optional<Integer> abort = place(expected, Expected.Abort.class);
    if (abort.isEmpty()) {
      // Who is told that this is the end may answer with an alert of its own (6.1).
      return end(expected, words, Verdict.Grade.VIOLATES);
    }
    boolean isNamed =
        ((Expected.Abort) expected.get(abort.get())).alerts().contains(alert.description().name());
    if (!isNamed && place(expected, Expected.Close.class).isPresent()) {
      // It may take this for the end, and who does is free in its answer.
      return end(expected, words, Verdict.Grade.OTHER_ALERT);
    }
    return new Outcome(abort, isNamed ? Verdict.Grade.CONFORMS : Verdict.Grade.OTHER_ALERT, words);
  }

  private static Outcome end(List<Expected> expected, String words, Verdict.Grade otherwise) {
    Optional<Integer> close = place(expected, Expected.Close.class);
    if (close.isPresent()) {
      return new Outcome(close, Verdict.Grade.CONFORMS, words);
    }
    Optional<Integer> abort = place(expected, Expected.Abort.class);
    return new Outcome(abort, abort.isPresent() ? otherwise : Verdict.Grade.VIOLATES, words);
  }

  private static Outcome message(
      Optional<HandshakeMessage> message, List<Expected> expected, Run run) {
    Optional<String> nearest = Optional.empty();
    for (int i = 0; i < expected.size() && message.isPresent(); i++) {
      Optional<String> amiss = amiss(message.get(), expected.get(i), run);
      if (amiss.isEmpty()) {
        return new Outcome(Optional.of(i), Verdict.Grade.CONFORMS, name(message.get()));
      }
      if (nearest.isEmpty()) {
        nearest = amiss.filter(words -> !words.isEmpty());
      }
    }
    return new Outcome(
        Optional.empty(),
        Verdict.Grade.VIOLATES,
        message.map(Outcomes::name).orElse("octets that do not parse")
            + nearest.map(words -> ": " + words).orElse(""));
  }

  private static String name(HandshakeMessage message) {
    return message instanceof ClientHello
        ? "ClientHello"
        : message instanceof HelloRetryRequest
            ? "HelloRetryRequest"
            : message instanceof ServerHello ? "ServerHello" : message.type().name();
  }

  /** Says in what a message is not the expected one; nothing if it is. */
  private static Optional<String> amiss(HandshakeMessage message, Expected expected, Run run) {
    if (expected instanceof Expected.SecondHello second && message instanceof ClientHello hello) {
      return SecondHellos.amiss(run.firstHello(), hello, second).or(() -> run.wrongBinder(hello));
    }
    if (expected instanceof Expected.Retry retry && message instanceof HelloRetryRequest sent) {
      return differs("selected_group", retry.group(), Hellos.retriedGroup(sent))
          .or(
              () ->
                  differs(
                      "a cookie", retry.cookie(), Hellos.cookie(sent.extensions()).isPresent()));
    }
    if (expected instanceof Expected.Hello hello && message instanceof ServerHello sent) {
      return differs("the group", hello.group(), Hellos.selectedGroup(sent))
          .or(() -> differs("selected_identity", hello.psk(), Hellos.selectedPsk(sent)));
    }
    return Optional.of("");
  }

  private static Optional<String> differs(String what, Object expected, Object actual) {
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(what + " is " + words(actual) + ", not " + words(expected));
  }

  private static String words(Object value) {
    return value instanceof Optional<?> optional
        ? optional.map(Outcomes::words).orElse("absent")
        : value instanceof NamedGroup group
            ? group.name()
            : value instanceof List<?> list
                ? list.stream().map(Outcomes::words).collect(Collectors.joining(", "))
                : value.equals(true) ? "there" : value.equals(false) ? "absent" : value.toString();
  }
}
