package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Hello;
import helloagain.refinement.HostileMove.Kind;
import helloagain.refinement.HostileMove.Reply;
import helloagain.refinement.jdk.JdkExchange;
import helloagain.refinement.jdk.JdkScenarios;
import helloagain.server.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a batch has drawn is counted in the runs, and too little of it is a failure. */
class LabelTests {
  private static final NamedGroup GREASE = new NamedGroup(0x5a5a);

  private static final ClientSetup CLIENT =
      new ClientSetup(
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          Set.of(NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          List.of(ProtocolVersion.TLS_13),
          Bytes.EMPTY,
          List.of(),
          0,
          Set.of());

  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.SECP256R1),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Take.SHARED,
          Optional.of(Bytes.repeat(0xc0, 300)),
          Set.of());

  @Test
  void everyLabelIsDrawnAndNoneFallsShort() {
    List<Trace> recorded =
        JdkScenarios.all().stream().map(JdkExchange::run).map(JdkExchange::trace).toList();
    Refinement.Report report =
        Refinement.run(
            new Refinement.Options(2000, 11, 1).with(recorded), Reference.HELLO_AGAIN, done -> {});

    assertThat(report.differing()).isEmpty();
    assertThat(report.differingRecords()).isEmpty();
    assertThat(report.labels()).extracting(LabelCount::label).containsExactly(Label.values());
    assertThat(report.labels()).allMatch(label -> label.count() > 0);
    assertThat(report.shortLabels()).isEmpty();
  }

  @Test
  void generatorThatStopsDrawingGreaseFails() {
    Predicate<Script> withoutGrease =
        script ->
            script.client().groups().stream().noneMatch(NamedGroup::isGrease)
                && script.hostile().stream()
                    .noneMatch(
                        move ->
                            move instanceof Hello hello
                                && hello.edits().stream()
                                    .anyMatch(edit -> edit.kind() == Kind.GROUP));
    Refinement.Options options = new Refinement.Options(600, 3, 1);
    Refinement.Generators all = Refinement.Generators.all(Optional.empty());
    Refinement.Report report =
        Refinement.run(
            options,
            new Refinement.Generators(all.scripts().filter(withoutGrease), all.records()),
            Reference.HELLO_AGAIN,
            done -> {});

    assertThat(report.differences()).isZero();
    assertThat(report.shortLabels()).extracting(LabelCount::label).contains(Label.GREASE_GROUP);
    assertThat(report.holds()).isFalse();
    assertThat(Refinement.run(options, Reference.HELLO_AGAIN, done -> {}).shortLabels()).isEmpty();
  }

  @Test
  void labelOfAnEventIsNotThatOfAPlan() {
    Script retried = new Script(World.HONEST, CLIENT, SERVER, List.of());
    Script ended =
        new Script(
            World.HONEST,
            CLIENT.withVersions(List.of(ProtocolVersion.TLS_12)),
            SERVER,
            List.of(new Hello(List.of(new Edit(Kind.GROUP_TWICE, 0)))));

    assertThat(labels(retried))
        .contains(Label.COOKIE_OVER_255_OCTETS, Label.RETRY_FOLLOWED, Label.AGREED_BY_BOTH)
        .doesNotContain(Label.DUPLICATED_ENTRY, Label.COOKIE_OVER_16384_OCTETS);
    assertThat(labels(ended))
        .contains(Label.ABORTED_BY_SERVER)
        .doesNotContain(Label.COOKIE_OVER_255_OCTETS, Label.RETRY_FOLLOWED, Label.DUPLICATED_ENTRY);
  }

  @Test
  void entriesAreSeenInTheHellosThatAreSent() {
    List<NamedGroup> many = new ArrayList<>(List.of(NamedGroup.X25519, GREASE));
    for (int code = 0x4000; code < 0x4010; code++) {
      many.add(new NamedGroup(code));
    }
    ClientSetup client = CLIENT.withGroups(many, Set.of(NamedGroup.X25519));
    Hello twice = new Hello(List.of(new Edit(Kind.EXTENSION_TWICE, 0)));
    Reply retry = new Reply(true, 2, 0, false, List.of());

    assertThat(labels(new Script(World.HOSTILE_CLIENT, client, SERVER, List.of(twice))))
        .contains(
            Label.MORE_THAN_16_GROUPS,
            Label.GREASE_GROUP,
            Label.UNKNOWN_GROUP,
            Label.DUPLICATED_ENTRY,
            Label.ABORTED_BY_SERVER);
    assertThat(labels(new Script(World.HOSTILE_SERVER, CLIENT, SERVER, List.of(retry, retry))))
        .contains(Label.RETRY_FOLLOWED, Label.SECOND_RETRY_REFUSED, Label.ABORTED_BY_CLIENT)
        .doesNotContain(Label.GREASE_GROUP, Label.UNKNOWN_GROUP, Label.MORE_THAN_16_GROUPS);
  }

  @Test
  void recordsAreSeenByWhatBecameOfThem() {
    RecordMove cut = new RecordMove.Hello(40, 0, 0x0303);
    RecordMove hello = new RecordMove.Hello(0, 0, 0x0303);
    RecordMove ccs = new RecordMove.ChangeCipherSpec(Bytes.hex("01"), 0x0303);
    RecordMove early = new RecordMove.Opaque(20);

    assertThat(labels(true, cut, hello, ccs, early, hello))
        .contains(
            Label.FRAGMENTED_HELLO,
            Label.CHANGE_CIPHER_SPEC_BETWEEN_HELLOS,
            Label.SKIPPED_EARLY_DATA_RECORD,
            Label.RECORDS_TO_SERVER)
        .doesNotContain(Label.RECORD_REFUSED);
    assertThat(labels(false, hello, early))
        .doesNotContain(Label.FRAGMENTED_HELLO, Label.SKIPPED_EARLY_DATA_RECORD)
        .contains(Label.RECORD_REFUSED);
  }

  @Test
  void fewRunsAskForNothingAndManyForTheMinimum() {
    Label label = Label.GREASE_GROUP;

    assertThat(new LabelCount(label, 0, 100).fallsShort()).isFalse();
    assertThat(new LabelCount(label, 0, 100).required()).isZero();
    assertThat(new LabelCount(label, 0, 2000).fallsShort()).isTrue();
    assertThat(new LabelCount(label, 100_000, 100_000).required())
        .isBetween(
            (long) (1000 * label.minimum() * 0.85), (long) Math.ceil(1000 * label.minimum()));
    for (long runs : new long[] {1, 500, 2000, 100_000}) {
      long required = new LabelCount(label, 0, runs).required();
      assertThat(new LabelCount(label, required, runs).fallsShort()).isFalse();
      assertThat(required == 0 || new LabelCount(label, required - 1, runs).fallsShort()).isTrue();
    }
  }

  private static Set<Label> labels(Script script) {
    Verdict verdict = script.run(Models.REPLAY, Reference.HELLO_AGAIN);
    assertThat(verdict.agrees()).isTrue();
    return Labels.of(verdict);
  }

  private static Set<Label> labels(boolean early, RecordMove... moves) {
    RecordScript.Setup setup =
        new RecordScript.Setup(true, early, true, false, 32, 16_384, Set.of());
    return Labels.of(
        RecordLockStep.run(
            Models.RECORDS,
            RecordReference.HELLO_AGAIN,
            new RecordScript(RecordScript.Reader.SERVER, setup, List.of(moves))));
  }
}
