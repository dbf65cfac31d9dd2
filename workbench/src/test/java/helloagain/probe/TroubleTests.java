package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.live.Limits;
import helloagain.live.Line;
import helloagain.message.Bytes;
import helloagain.refinement.Reference;
import helloagain.refinement.graph.Side;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Peers that do in their trouble what no protocol names. */
final class TroubleTests {
  private static final Limits SHORT =
      new Limits(Duration.ofMillis(100), Duration.ofMillis(200), 1 << 20);

  /** Is a client that answers its first message in its own way. */
  private record Troubled(Line line, UnaryOperator<Bytes> answer) implements Line {
    @Override
    public void send(Bytes octets) {
      // Nothing is made of it; the trouble comes with the answer.
    }

    @Override
    public Bytes receive(Duration limit) throws IOException {
      try {
        return line.receive(limit);
      } catch (Line.WaitsException e) {
        try {
          return answer.apply(Bytes.EMPTY);
        } catch (IllegalStateException crash) {
          throw new Line.CrashException(crash);
        }
      }
    }

    @Override
    public void end() throws IOException {
      line.end();
    }
  }

  private static Subject troubled(UnaryOperator<Bytes> answer) {
    Subject.Setup sound = ReferenceSubject.clients(Reference.HELLO_AGAIN).setups().get(2);
    return new ReferenceSubject(
        "troubled",
        Side.CLIENT,
        List.of(
            new ReferenceSubject.OfLines(
                "troubled",
                () -> {
                  try {
                    return new Troubled(sound.connect().line(), answer);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                })));
  }

  private static List<ProbeResult> firstTests(Subject subject)
      throws IOException, InterruptedException {
    AtomicInteger chosen = new AtomicInteger();
    return Probing.probe(
            subject,
            VectorSource.CLIENT_FAULTS,
            vector -> vector.rules().equals(Set.of("HRR-07")) && chosen.incrementAndGet() <= 3,
            SHORT)
        .stream()
        .filter(result -> result.grade() != Grade.NOT_APPLICABLE)
        .toList();
  }

  @Test
  void crashIsAVerdictAndTheRunGoesOn() throws IOException, InterruptedException {
    List<ProbeResult> results =
        firstTests(
            troubled(
                any -> {
                  throw new IllegalStateException("out of its depth");
                }));

    assertThat(results)
        .hasSizeGreaterThan(1)
        .allMatch(result -> result.grade() == Grade.CRASHES)
        .allMatch(result -> result.observed().contains("out of its depth"));
  }

  @Test
  void peerThatDoesNotReturnIsAVerdictAndTheRunGoesOn() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    List<ProbeResult> results =
        firstTests(
            troubled(
                any -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  return Bytes.EMPTY;
                }));

    assertThat(results)
        .hasSizeGreaterThan(1)
        .allMatch(result -> result.grade() == Grade.HANGS)
        .allMatch(result -> result.observed().equals("it does not return"));
  }

  @Test
  void endWithoutAnAlertIsNoAlert() throws IOException, InterruptedException {
    assertThat(firstTests(troubled(any -> Bytes.EMPTY)))
        .hasSizeGreaterThan(1)
        .allMatch(result -> result.grade() == Grade.NO_ALERT);
  }

  @Test
  void octetsThatAreNoRecordsAreAViolation() throws IOException, InterruptedException {
    assertThat(firstTests(troubled(any -> Bytes.repeat(0x99, 8))))
        .hasSizeGreaterThan(1)
        .allMatch(result -> result.grade() == Grade.VIOLATES)
        .allMatch(result -> result.observed().startsWith("no records: "));
  }
}
