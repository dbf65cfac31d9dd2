package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.live.Line;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.refinement.graph.Side;
import helloagain.rule.Rule;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes with records as they are. */
final class RecordProbeTests {
  private static List<ProbeResult> probe(Side role, Rule... unchecked)
      throws IOException, InterruptedException {
    return role == Side.CLIENT
        ? Probing.probe(EndpointSubject.client(unchecked), VectorSource.CLIENT_RECORDS, any -> true)
        : Probing.probe(
            EndpointSubject.server(unchecked), VectorSource.SERVER_RECORDS, any -> true);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void nothingIsFoundInTheReferenceWithItsRecordLayer(Side role)
      throws IOException, InterruptedException {
    List<ProbeResult> results = probe(role);

    assertThat(Probing.findings(results)).isEmpty();
    assertThat(Probing.count(results, Grade.NOT_APPLICABLE)).isZero();
    assertThat(Probing.count(results, Grade.CONFORMS)).isGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {
        "RECORD_FITS",
        "RECORD_TYPE_IS_EXPECTED",
        "RECORD_OPENS",
        "CHANGE_CIPHER_SPEC_IS_ONE",
        "KEYS_CHANGE_AT_RECORD_END",
        "ALERT_IS_TWO_BYTES"
      })
  void eitherPeerThatDoesNotCheckARuleOfRecordsIsFoundByThatRule(Rule rule)
      throws IOException, InterruptedException {
    for (Side role : Side.values()) {
      assertThat(Probing.findings(probe(role, rule)))
          .isNotEmpty()
          .allMatch(finding -> finding.rules().contains(rule.id()));
    }
  }

  @Test
  void aServerThatDropsChangeCipherSpecBeforeAnyHelloIsFound()
      throws IOException, InterruptedException {
    assertThat(Probing.findings(probe(Side.SERVER, Rule.CHANGE_CIPHER_SPEC_IS_IN_TIME)))
        .singleElement()
        .matches(finding -> finding.rules().equals(List.of("CCS-03")))
        .matches(finding -> finding.observed().equals("ServerHello"));
  }

  @Test
  void whoGoesOnWhereTheSenderAloneIsBoundIsNoFinding() throws IOException, InterruptedException {
    for (Side role : Side.values()) {
      assertThat(
              Probing.findings(
                  probe(
                      role,
                      Rule.HELLO_ENDS_ITS_RECORD,
                      Rule.FRAGMENT_IS_NOT_EMPTY,
                      Rule.RECORD_IS_NOT_INTERLEAVED,
                      Rule.CHANGE_CIPHER_SPECS_ARE_FEW)))
          .isEmpty();
    }
  }

  @Test
  void whatARecordIsToBeRefusedWithIsNamedAlsoWhenItComesLate()
      throws IOException, InterruptedException {
    for (Side role : Side.values()) {
      assertThat(Probing.findings(probe(role, Rule.RECORD_OPENS)))
          .isNotEmpty()
          .allMatch(finding -> finding.allowed().equals(List.of("alert bad_record_mac")));
    }
  }

  @Test
  void helloInRecordsTellsForWhichServersATestIs() throws IOException, InterruptedException {
    List<ProbeResult> results =
        Probing.probe(
            EndpointSubject.server(NamedGroup.X25519), VectorSource.SERVER_RECORDS, any -> true);

    assertThat(results)
        .filteredOn(result -> result.grade() != Grade.NOT_APPLICABLE)
        .allMatch(result -> result.path().contains("ServerReadsOn"));
    assertThat(Probing.count(results, Grade.NOT_APPLICABLE)).isGreaterThan(150);
  }

  /** Says its ClientHello, and takes nothing of what it is told. */
  private record Deaf(Line line) implements Line {
    @Override
    public void send(Bytes octets) {
      // Nothing comes of it, as of a record that is not whole.
    }

    @Override
    public Bytes receive(Duration limit) throws IOException {
      return line.receive(limit);
    }

    @Override
    public void end() throws IOException {
      line.end();
    }
  }

  @Test
  void aClientThatWaitsForMoreHasNotGoneOn() throws IOException, InterruptedException {
    Subject.Setup sound = EndpointSubject.client().setups().get(0);
    Subject deaf =
        new ReferenceSubject(
            "deaf",
            Side.CLIENT,
            List.of(
                new ReferenceSubject.OfLines(
                    "deaf",
                    () -> {
                      try {
                        return new Deaf(sound.connect().line());
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    })));
    List<ProbeResult> results =
        Probing.probe(
            deaf,
            VectorSource.CLIENT_RECORDS,
            vector -> vector.path().equals(List.of("ClientAccepts")));

    assertThat(results)
        .hasSizeGreaterThan(10)
        .allMatch(result -> result.grade() == Grade.HANGS)
        .allMatch(result -> result.observed().equals("nothing, it waits for more"));
  }
}
