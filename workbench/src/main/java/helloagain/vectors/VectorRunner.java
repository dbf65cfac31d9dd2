package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.rule.Violation;
import java.io.IOException;
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
      Optional<Heard> heard = tell(peer, message.content(), run);
      Outcomes.Outcome outcome = Outcomes.of(heard, step.expected(), run);
      verdict = new Verdict(grade(step, outcome), i, outcome.words());
      if (outcome.place().isEmpty()
          && i < vector.steps().size() - 1
          && goesAlong(heard, step, run)) {
        onTheWay = Optional.of(verdict);
      } else if (!outcome.place().equals(Optional.of(step.taken()))
          || outcome.grade() != Verdict.Grade.CONFORMS) {
        return verdict;
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
      Optional<String> otherKeys = otherKeys(peer, message, heard, run);
      if (otherKeys.isPresent()) {
        return new Verdict(Verdict.Grade.VIOLATES, i, outcome.words() + ": " + otherKeys.get());
      }
      if (heard.isPresent()
          && heard.get() instanceof Heard.FatalAlert
          && peer.answersAtOnce()
          && goesOnAfterAlert(peer, message.content(), run)) {
        return new Verdict(
            Verdict.Grade.VIOLATES, i, outcome.words() + ", and then another message");
      }
    }
    return vector.rules().isEmpty() ? onTheWay.orElse(verdict) : verdict;
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
      Tested peer, Message told, Optional<Heard> heard, Run run) {
    if (heard.isEmpty()) {
      return Optional.empty();
    }
    if (heard.get() instanceof Heard.GoesOn
        && told.content() instanceof Message.Content.Handshake reply) {
      return peer.transcriptHash()
          .flatMap(hash -> run.otherTranscript(run.octets(reply.parts()), hash));
    }
    return heard.get() instanceof Heard.Handshake sent
            && run.message(sent.raw()).orElse(null) instanceof ServerHello
        ? peer.transcriptHash().flatMap(hash -> run.otherTranscript(sent.raw(), hash))
        : Optional.empty();
  }

  /** RFC 8446, 6.2: after a fatal alert nothing is taken any more, and nothing sent. */
  private static boolean goesOnAfterAlert(Tested peer, Message.Content content, Run run) {
    try {
      return tell(peer, content, run).filter(heard -> !(heard instanceof Heard.Closed)).isPresent();
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

  private static Optional<Heard> tell(Tested peer, Message.Content content, Run run)
      throws IOException {
    if (content instanceof Message.Content.OneAlert alert) {
      return peer.tell(alert.alert().description());
    }
    if (content instanceof Message.Content.Close) {
      return peer.tellEnd();
    }
    Bytes raw = run.octets(((Message.Content.Handshake) content).parts());
    Optional<Heard> heard = peer.tell(raw);
    run.note(raw);
    return heard;
  }
}
