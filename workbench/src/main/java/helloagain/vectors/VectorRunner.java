package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Violation;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs a vector with a peer. */
public final class VectorRunner {
  private VectorRunner() {}

  /**
   * Tells a peer what the vector has, as far as it goes along. A second ClientHello that is not
   * quite what it should be is no reason to stop; it is the verdict of tests in which nothing else
   * is wrong.
   *
   * @param set where the vector is from
   * @param kind what the peer is like
   * @throws IOException if the connection is out of order
   */
  public static Verdict run(
      VectorSet set, Vector vector, TestedPeer kind, Profile profile, Tested peer)
      throws IOException {
    Verdict verdict = judged(set, vector, kind, profile, peer);
    return vector.result() == Vector.Result.MAY && verdict.grade() == Verdict.Grade.CONFORMS
        ? new Verdict(Verdict.Grade.LEFT_OPEN, verdict.step(), verdict.observed())
        : verdict;
  }

  private static Verdict judged(
      VectorSet set, Vector vector, TestedPeer kind, Profile profile, Tested peer)
      throws IOException {
    Run run = new Run(profile, kind.psks());
    if (kind instanceof TestedPeer.Client) {
      Optional<Heard> hello = peer.start();
      if (!(hello.isPresent() && hello.get() instanceof Heard.Handshake first)) {
        return new Verdict(Verdict.Grade.HANGS, 0, "no ClientHello");
      }
      run.note(first.raw());
      Optional<String> wrong = run.wrongBinder(run.firstHello());
      if (wrong.isPresent()) {
        return new Verdict(Verdict.Grade.VIOLATES, 0, wrong.get());
      }
    }
    Verdict verdict = new Verdict(Verdict.Grade.CONFORMS, 0, "nothing was sent");
    boolean isLegal = true;
    Optional<Verdict> onTheWay = Optional.empty();
    for (int i = 0; i < vector.steps().size(); i++) {
      Vector.Step step = vector.steps().get(i);
      Message message = set.messages().get(step.message());
      if (message == null) {
        throw new IllegalArgumentException("there is no message " + step.message());
      }
      Telling telling = Telling.of(message.content(), run);
      Optional<Heard> heard = telling.to(peer);
      telling.messages().forEach(run::note);
      Outcomes.Outcome outcome = Outcomes.of(heard, step.expected(), run);
      verdict = new Verdict(grade(step, outcome), i, outcome.words());
      if (outcome.place().isEmpty()
          && i < vector.steps().size() - 1
          && goesAlong(heard, step, run)) {
        onTheWay = Optional.of(verdict);
      } else if (!outcome.place().equals(Optional.of(step.taken()))
          || outcome.grade() != Verdict.Grade.CONFORMS) {
        return withRule(verdict, step, kind, heard, run);
      }
      isLegal &= step.expected().stream().noneMatch(Expected.Abort.class::isInstance);
      if (heard.isPresent() && heard.get() instanceof Heard.Handshake sent) {
        Optional<Violation> wrong =
            isLegal && kind instanceof TestedPeer.Server
                ? run.wrongReply(sent.raw())
                : Optional.empty();
        if (wrong.isPresent()) {
          return new Verdict(
              Verdict.Grade.VIOLATES,
              i,
              outcome.words() + ": " + wrong.get().rule().id() + ", " + wrong.get().reason(),
              Optional.of(wrong.get().rule()));
        }
        run.note(sent.raw());
      }
      Optional<String> otherKeys = otherKeys(peer, telling.messages(), heard, run);
      if (otherKeys.isPresent()) {
        return new Verdict(Verdict.Grade.VIOLATES, i, outcome.words() + ": " + otherKeys.get());
      }
      if (heard.isPresent()
          && heard.get() instanceof Heard.FatalAlert
          && peer.answersAtOnce()
          && goesOnAfterAlert(peer, telling)) {
        return new Verdict(
            Verdict.Grade.VIOLATES, i, outcome.words() + ", and then another message");
      }
    }
    return vector.rules().isEmpty() ? onTheWay.orElse(verdict) : verdict;
  }

  /** Adds the rule that a server breaks by what it answers to a hello without fault. */
  private static Verdict withRule(
      Verdict verdict, Vector.Step step, TestedPeer kind, Optional<Heard> heard, Run run) {
    return kind instanceof TestedPeer.Server
            && step.expected().stream().noneMatch(Expected.Abort.class::isInstance)
            && heard.isPresent()
            && heard.get() instanceof Heard.Handshake sent
        ? run.wrongReply(sent.raw())
            .map(
                wrong ->
                    new Verdict(
                        Verdict.Grade.VIOLATES,
                        verdict.step(),
                        verdict.observed() + ": " + wrong.reason(),
                        Optional.of(wrong.rule())))
            .orElse(verdict)
        : verdict;
  }

  /** Tells whether a ClientHello came where one is wanted. */
  private static boolean goesAlong(Optional<Heard> heard, Vector.Step step, Run run) {
    return step.expected().get(step.taken()) instanceof Expected.SecondHello
        && heard.isPresent()
        && heard.get() instanceof Heard.Handshake sent
        && run.message(sent.raw()).filter(ClientHello.class::isInstance).isPresent();
  }

  /** RFC 8446, 4.4.1: both peers have the same hellos in their transcripts. */
  private static Optional<String> otherKeys(
      Tested peer, List<Bytes> told, Optional<Heard> heard, Run run) {
    if (heard.isEmpty()) {
      return Optional.empty();
    }
    Optional<Bytes> reply =
        told.stream()
            .filter(raw -> run.message(raw).filter(ServerHello.class::isInstance).isPresent())
            .findFirst();
    if (heard.get() instanceof Heard.GoesOn && reply.isPresent()) {
      return peer.transcriptHash().flatMap(hash -> run.otherTranscript(reply.get(), hash));
    }
    return heard.get() instanceof Heard.Handshake sent
            && run.message(sent.raw()).orElse(null) instanceof ServerHello
        ? peer.transcriptHash().flatMap(hash -> run.otherTranscript(sent.raw(), hash))
        : Optional.empty();
  }

  /** RFC 8446, 6.2: after a fatal alert nothing is taken any more, and nothing sent. */
  private static boolean goesOnAfterAlert(Tested peer, Telling telling) {
    try {
      return telling.to(peer).filter(heard -> !(heard instanceof Heard.Closed)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** An abort where something else is allowed as well is the peer's choice, whatever its alert. */
  private static Verdict.Grade grade(Vector.Step step, Outcomes.Outcome outcome) {
    boolean isChoice =
        step.expected().size() > 1
            && outcome.place().isPresent()
            && step.expected().get(outcome.place().get()) instanceof Expected.Abort;
    return isChoice && outcome.grade() == Verdict.Grade.CONFORMS
        ? Verdict.Grade.MAY_ABORT
        : outcome.grade();
  }

  /**
   * Is what is sent in a step, with its places filled.
   *
   * @param messages the handshake messages in it
   */
  private record Telling(Message.Content content, List<Bytes> messages, List<TlsRecord> records) {
    static Telling of(Message.Content content, Run run) {
      if (content instanceof Message.Content.Handshake handshake) {
        return new Telling(content, List.of(run.octets(handshake.parts())), List.of());
      }
      if (content instanceof Message.Content.Records made) {
        List<TlsRecord> records = run.made(made);
        return new Telling(content, run.completed(records), records);
      }
      return new Telling(content, List.of(), List.of());
    }

    Optional<Heard> to(Tested peer) throws IOException {
      if (content instanceof Message.Content.Handshake) {
        return peer.tell(messages.get(0));
      }
      if (content instanceof Message.Content.Records) {
        return peer.tell(records);
      }
      return content instanceof Message.Content.OneAlert alert
          ? peer.tell(alert.alert().description())
          : peer.tellEnd();
    }
  }
}
