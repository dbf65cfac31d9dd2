package helloagain.probe;

import helloagain.live.Chunk;
import helloagain.vectors.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Is what came of a test.
 *
 * @param id the id of the test
 * @param file the title of the file that has it
 * @param grade what it means
 * @param rules the rules that decide, by their ids; empty if it is the peer that refused what keeps
 *     them all
 * @param sent what the peer was told, in words, up to the place that decides
 * @param allowed what may come of the last of these
 * @param observed what came of it, in words
 * @param octets what the peer sent last, hexadecimal; empty if it sent nothing
 * @param path the actions of the specification
 * @param setup how the subject was set up, or why the test is not applicable
 * @param chunks what crossed the connection
 */
public record ProbeResult(
    String id,
    String file,
    Verdict.Grade grade,
    List<String> rules,
    List<String> sent,
    List<String> allowed,
    String observed,
    String octets,
    List<String> path,
    String setup,
    List<Chunk> chunks) {
  /** Copies the lists. */
  public ProbeResult {
    rules = List.copyOf(rules);
    sent = List.copyOf(sent);
    allowed = List.copyOf(allowed);
    path = List.copyOf(path);
    chunks = List.copyOf(chunks);
  }

  /** Tells whether it is something to tell: neither conforming, nor a choice that the peer has. */
  public boolean isFinding() {
    return switch (grade) {
      case VIOLATES, CRASHES, HANGS, OTHER_ALERT, NO_ALERT, LEAKS -> true;
      case MAY_ABORT, LEFT_OPEN, CONFORMS, NOT_APPLICABLE -> false;
    };
  }

  /** Returns the same without what crossed the connection, but for what came last. */
  public ProbeResult withoutChunks() {
    return new ProbeResult(
        id, file, grade, rules, sent, allowed, observed, octets, path, setup, List.of());
  }

  /** Returns why the test was not applicable, if so. */
  public Optional<String> reason() {
    return grade == Verdict.Grade.NOT_APPLICABLE ? Optional.of(setup) : Optional.empty();
  }
}
