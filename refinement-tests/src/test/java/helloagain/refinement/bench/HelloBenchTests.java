package helloagain.refinement.bench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.keyexchange.Agreement;
import helloagain.message.ClientHello;
import helloagain.message.HelloRetryRequest;
import helloagain.message.ServerHello;
import helloagain.refinement.bench.HelloBench.Effort;
import helloagain.refinement.bench.HelloBench.Piece;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class HelloBenchTests {
  private final HelloWork work = new HelloWork();

  @Test
  void everyPieceOfWorkIsReported() {
    assertThat(HelloBench.pieces())
        .extracting(Piece::method)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(HelloWork.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .toList());
  }

  @Test
  void whatIsMeasuredIsAnExchangeWithARetry() {
    assertThat(work.decodeFirstHello().orElseThrow()).isInstanceOf(ClientHello.class);
    assertThat(work.decodeRetry().orElseThrow()).isInstanceOf(HelloRetryRequest.class);
    assertThat(work.decodeReply().orElseThrow()).isInstanceOf(ServerHello.class);
    assertSends(work.serverRetries(), HelloRetryRequest.class);
    assertSends(work.clientRetries(), ClientHello.class);
    assertSends(work.clientRetriesFresh(), ClientHello.class);
    assertSends(work.serverAccepts(), ServerHello.class);
    assertSends(work.serverAcceptsFresh(), ServerHello.class);
    assertThat(work.clientAccepts().next())
        .isInstanceOf(helloagain.client.ClientState.Negotiated.class);
    assertThat(work.clientAgrees()).isInstanceOf(Agreement.Agreed.class);
    assertThat(work.encodeFirstHello().size()).isGreaterThan(100);
    assertThat(work.encodeRetry().size()).isGreaterThan(50);
  }

  @Test
  void freshKeysAreOtherKeysEachTime() {
    assertThat(work.clientRetriesFresh().sent()).isNotEqualTo(work.clientRetriesFresh().sent());
    assertThat(work.clientRetries().sent()).isEqualTo(work.clientRetries().sent());
    assertThat(work.serverAcceptsFresh().sent()).isNotEqualTo(work.serverAcceptsFresh().sent());
    assertThat(work.serverAccepts().sent()).isEqualTo(work.serverAccepts().sent());
  }

  @Test
  void secretIsComputedEachTime() {
    assertThat(work.clientAgrees()).isEqualTo(work.clientAgrees()).isNotSameAs(work.clientAgrees());
  }

  @Test
  void eachIterationIsASample() throws InterruptedException {
    List<String> told = new ArrayList<>();

    List<HelloBench.Row> rows =
        HelloBench.run(HelloBench.pieces().subList(0, 1), new Effort(0, 0, 3, 10), told::add);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).nanoseconds().n()).isEqualTo(3);
    assertThat(rows.get(0).nanoseconds().min()).isPositive();
    assertThat(told).containsExactly("measuring decodeFirstHello");
  }

  private static void assertSends(Step<?> step, Class<?> message) {
    assertThat(step.sent()).hasSize(1);
    assertThat(((Sent.HandshakeSent) step.sent().get(0)).message()).isInstanceOf(message);
  }
}
