package helloagain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Reference;
import helloagain.rule.Rule;
import helloagain.vectors.VectorSource;
import helloagain.vectors.Verdict.Grade;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReferenceProbeTests {
  @Test
  void nothingIsFoundInTheClientOfTheReference() throws IOException, InterruptedException {
    List<ProbeResult> results =
        Probing.probe(
            ReferenceSubject.clients(Reference.HELLO_AGAIN),
            VectorSource.CLIENT_FAULTS,
            any -> true);

    assertThat(Probing.findings(results)).isEmpty();
    assertThat(Probing.count(results, Grade.NOT_APPLICABLE)).isZero();
    assertThat(Probing.count(results, Grade.CONFORMS)).isGreaterThan(4_000);
  }

  @Test
  void nothingIsFoundInTheServerOfTheReference() throws IOException, InterruptedException {
    List<ProbeResult> results =
        Probing.probe(
            ReferenceSubject.servers(Reference.HELLO_AGAIN),
            VectorSource.SERVER_FAULTS,
            any -> true);

    assertThat(Probing.findings(results)).isEmpty();
    assertThat(Probing.count(results, Grade.NOT_APPLICABLE)).isZero();
    assertThat(Probing.count(results, Grade.CONFORMS)).isGreaterThan(1_500);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {
        "RETRY_COMES_ONCE",
        "RETRY_CHANGES_HELLO",
        "SESSION_ID_IS_ECHOED",
        "SUITE_STAYS_AS_RETRIED",
        "RETRY_NAMES_LISTED_GROUP"
      })
  void clientThatDoesNotCheckARuleIsFoundByThatRule(Rule rule)
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            Probing.probe(
                ReferenceSubject.clients(Reference.HELLO_AGAIN, rule),
                VectorSource.CLIENT_FAULTS,
                vector -> vector.rules().contains(rule.id())));

    assertThat(findings)
        .isNotEmpty()
        .allMatch(finding -> finding.rules().contains(rule.id()))
        .anyMatch(
            finding ->
                finding.grade() == Grade.VIOLATES && finding.rules().equals(List.of(rule.id())));
  }

  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      names = {"ONLY_NULL_COMPRESSION", "EXTENSIONS_ARE_DISTINCT"})
  void serverThatDoesNotCheckARuleIsFoundByThatRule(Rule rule)
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            Probing.probe(
                ReferenceSubject.servers(Reference.HELLO_AGAIN, rule),
                VectorSource.SERVER_FAULTS,
                vector -> vector.rules().contains(rule.id())));

    assertThat(findings)
        .isNotEmpty()
        .allMatch(finding -> finding.rules().contains(rule.id()))
        .anyMatch(finding -> finding.grade() == Grade.VIOLATES);
  }

  @ParameterizedTest
  @EnumSource(
      value = BrokenPeer.class,
      names = {
        "CLIENT_CHANGES_RANDOM",
        "CLIENT_CHANGES_SESSION_ID",
        "CLIENT_REORDERS_EXTENSIONS",
        "CLIENT_LOSES_COOKIE",
        "CLIENT_KEEPS_OLD_SHARES"
      })
  void secondHelloThatIsNotTheFirstIsFoundByItsRule(BrokenPeer peer)
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            Probing.probe(
                ReferenceSubject.clients(peer),
                VectorSource.CLIENT_FAULTS,
                vector -> vector.rules().isEmpty()));

    assertThat(findings)
        .isNotEmpty()
        .anyMatch(
            finding ->
                finding.grade() == Grade.VIOLATES
                    && finding
                        .rules()
                        .contains(
                            switch (peer) {
                              case CLIENT_LOSES_COOKIE -> Rule.COOKIE_IS_RETURNED.id();
                              case CLIENT_KEEPS_OLD_SHARES -> Rule.SHARES_FOLLOW_GROUPS.id();
                              default -> Rule.SECOND_HELLO_REPEATS_FIRST.id();
                            }));
  }

  @Test
  void clientWhoseKeysAreOfOtherHellosIsFoundByItsFinished()
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            Probing.probe(
                ReferenceSubject.clients(BrokenPeer.CLIENT_FORGETS_MESSAGE_HASH),
                VectorSource.CLIENT_LEGAL,
                any -> true));

    assertThat(findings)
        .isNotEmpty()
        .allMatch(finding -> finding.allowed().equals(List.of("goes on")))
        .allMatch(
            finding ->
                finding.observed().equals("alert bad_record_mac")
                    || finding.observed().startsWith("it takes the ServerHello, and then"));
  }

  @ParameterizedTest
  @EnumSource(
      value = BrokenPeer.class,
      names = {"SERVER_CHANGES_SESSION_ID", "SERVER_CHANGES_SUITE_AFTER_RETRY"})
  void serverThatBreaksADutyOfASenderIsFound(BrokenPeer peer)
      throws IOException, InterruptedException {
    List<ProbeResult> findings =
        Probing.findings(
            Probing.probe(
                ReferenceSubject.servers(peer),
                VectorSource.SERVER_FAULTS,
                vector -> vector.rules().isEmpty()));

    Rule rule =
        peer == BrokenPeer.SERVER_CHANGES_SESSION_ID
            ? Rule.SESSION_ID_IS_ECHOED
            : Rule.SUITE_STAYS_AS_RETRIED;
    assertThat(findings)
        .isNotEmpty()
        .allMatch(
            finding ->
                finding.grade() == Grade.VIOLATES && finding.rules().equals(List.of(rule.id())));
  }
}
