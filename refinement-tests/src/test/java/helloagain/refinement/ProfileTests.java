package helloagain.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.HostileMove.Edit;
import helloagain.refinement.HostileMove.Hello;
import helloagain.refinement.HostileMove.Kind;
import helloagain.refinement.HostileMove.Reply;
import helloagain.refinement.HostileMove.SendAlert;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.server.Take;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where RFC 9846 differs from RFC 8446 a run shows it: one document allows it and the other does
 * not.
 */
class ProfileTests {
  private static final ClientSetup CLIENT =
      new ClientSetup(
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          Set.of(NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          List.of(ProtocolVersion.TLS_13),
          Bytes.repeat(0x1d, 32),
          List.of(),
          0,
          Set.of());

  private static final ServerSetup SERVER =
      new ServerSetup(
          List.of(NamedGroup.X25519),
          List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
          Take.SHARED,
          Optional.empty(),
          Set.of());

  /** The first value of an edit is the version of TLS 1.3, the first group is X25519. */
  private static final Edit LEGACY_VERSION = new Edit(Kind.LEGACY_VERSION, 0);

  private static final Edit REPEATED_GROUP = new Edit(Kind.GROUP, 0);
  private static final Edit REPEATED_EXTENSION = new Edit(Kind.EXTENSION_TWICE, 0);
  private static final Reply RETRY = new Reply(true, 2, 0, false, List.of(LEGACY_VERSION));
  private static final Reply SERVER_HELLO = new Reply(false, 0, 0, false, List.of(LEGACY_VERSION));

  @Test
  void anotherLegacyVersionInAClientHelloIsPassedOverOrRefused() {
    Script script = toServer(new Hello(List.of(LEGACY_VERSION)));
    assertGoesOnOnlyBy(Profile.RFC8446, script, Rule.LEGACY_VERSION_IS_TLS12);
  }

  @Test
  void anotherLegacyVersionInAServerHelloIsPassedOverOrRefused() {
    Script script = toClient(CLIENT, SERVER_HELLO);
    assertGoesOnOnlyBy(Profile.RFC8446, script, Rule.LEGACY_VERSION_IS_TLS12);
  }

  @Test
  void anotherLegacyVersionInARetryMayBePassedOverOrIsRefused() {
    ClientSetup lenient = CLIENT.without(Rule.RETRY_LEGACY_VERSION_IS_TLS12);
    Verdict followed = run(toClient(lenient, RETRY), Profile.RFC8446);
    assertThat(followed.agrees()).isTrue();
    assertAllowedOnlyBy(Profile.RFC8446, followed);

    Verdict broken = run(toClient(lenient, RETRY), Profile.RFC9846);
    assertThat(broken.difference())
        .flatMap(Difference::rule)
        .contains(Rule.RETRY_LEGACY_VERSION_IS_TLS12);
    assertThat(run(toClient(CLIENT, RETRY), Profile.RFC9846).agrees()).isTrue();
  }

  @Test
  void retryWithAnotherLegacyVersionIsRefusedWithOneAlertOrTwo() {
    Verdict refused = run(toClient(CLIENT, RETRY), Profile.RFC8446);
    assertThat(refused.agrees()).isTrue();
    assertAllowedOnlyBy(Profile.RFC8446, refused, "illegal_parameter");
    assertAllowedByBoth(refused, "protocol_version");
  }

  @Test
  void repeatedGroupIsPassedOverOrMayBeRefused() {
    Script script = toServer(new Hello(List.of(REPEATED_GROUP)));
    assertGoesOnOnlyBy(Profile.RFC8446, script, Rule.GROUPS_ARE_DISTINCT);
    Script lenient =
        new Script(
            World.HOSTILE_CLIENT,
            CLIENT,
            SERVER.without(Rule.GROUPS_ARE_DISTINCT),
            script.hostile());
    Verdict passedOver = run(lenient, Profile.RFC9846);
    assertThat(passedOver.agrees()).isTrue();
    assertThat(last(passedOver)).isEqualTo("NEGOTIATED");
  }

  @Test
  void prohibitedExtensionIsRefusedWithOneAlertOrTwo() {
    // The third extension that an edit adds belongs into CertificateRequest and ClientHello.
    Verdict refused =
        run(
            toClient(
                CLIENT.following(Profile.RFC8446),
                new Reply(false, 0, 0, false, List.of(new Edit(Kind.EXTENSION_MORE, 2)))),
            Profile.RFC8446);
    assertThat(refused.agrees()).isTrue();
    RecordedRun misplaced =
        edited(refused, event -> event.with("rule", Tla.string("ExtensionsBelongHere")));
    assertThat(allows(Profile.RFC8446, withAlert(misplaced, "unsupported_extension"))).isTrue();
    assertThat(allows(Profile.RFC9846, withAlert(misplaced, "unsupported_extension"))).isFalse();
    assertThat(allows(Profile.RFC9846, withAlert(misplaced, "illegal_parameter"))).isTrue();
  }

  @Test
  void generalErrorWillDoWhereNoAlertIsNamed() {
    Verdict refused = run(toServer(new Hello(List.of(REPEATED_EXTENSION))), Profile.RFC9846);
    assertThat(refused.agrees()).isTrue();
    assertAllowedOnlyBy(Profile.RFC9846, refused, "general_error");
    assertAllowedByBoth(refused, "illegal_parameter");
    Verdict named = run(toServer(new Hello(List.of(LEGACY_VERSION))), Profile.RFC9846);
    assertThat(allows(Profile.RFC9846, withAlert(recorded(named), "general_error"))).isFalse();
  }

  @Test
  void clientReadsOnAfterUserCanceledOrIsClosed() {
    Script script = toClient(CLIENT, new SendAlert(90), new Reply(false, 0, 0, false, List.of()));
    assertReadsOnOnlyByRevision(script, "WAIT_EE");
  }

  @Test
  void serverReadsOnAfterUserCanceledOrIsClosed() {
    assertReadsOnOnlyByRevision(toServer(new SendAlert(90), new Hello(List.of())), "NEGOTIATED");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void closeNotifyAfterUserCanceledIsTheEnd(Profile profile) {
    Verdict verdict = run(toServer(new SendAlert(90), new SendAlert(0)), profile);
    assertThat(verdict.agrees()).isTrue();
    assertThat(last(verdict)).isEqualTo("CLOSED");
  }

  @Test
  void extensionsOfSevenOctetsParseOrDoNot() {
    ClientHello hello =
        CLIENT
            .config()
            .firstHello()
            .withExtensions(
                List.of(new Extension.SupportedVersionsOffer(List.of(ProtocolVersion.TLS_13))));
    Move.ClientSends sends =
        new Move.ClientSends(new Payload.Handshake(HandshakeCodec.encode(hello, Profile.RFC9846)));
    assertThat(ruleAfter(Profile.RFC8446, sends)).isEqualTo("MessageParses");
    assertThat(ruleAfter(Profile.RFC9846, sends)).isEqualTo("RequiredExtensionsArePresent");
  }

  @Test
  void firstAlertOfARuleIsTheSameByBothDocuments() {
    for (Rule rule : Rule.all()) {
      assertThat(rule.alerts(Profile.RFC9846).get(0)).isEqualTo(rule.alerts().get(0));
    }
  }

  private static void assertGoesOnOnlyBy(Profile profile, Script script, Rule refused) {
    Profile other = profile == Profile.RFC8446 ? Profile.RFC9846 : Profile.RFC8446;
    Verdict goesOn = run(script, profile);
    assertThat(goesOn.agrees()).isTrue();
    assertThat(last(goesOn)).isIn("WAIT_EE", "NEGOTIATED");
    Verdict aborts = run(script, other);
    assertThat(aborts.agrees()).isTrue();
    assertThat(lastState(aborts).get("rule").asString()).isEqualTo(refused.operator());
    assertAllowedOnlyBy(other, aborts);
    if (refused.level(other) == Rule.Level.MUST) {
      assertAllowedOnlyBy(profile, goesOn);
    }
  }

  private static void assertReadsOnOnlyByRevision(Script script, String end) {
    Verdict revised = run(script, Profile.RFC9846);
    assertThat(revised.agrees()).isTrue();
    assertThat(last(revised)).isEqualTo(end);
    assertAllowedOnlyBy(Profile.RFC9846, revised);
    Verdict closed = run(script, Profile.RFC8446);
    assertThat(closed.agrees()).isTrue();
    assertThat(last(closed)).isEqualTo("CLOSED");
  }

  private static void assertAllowedOnlyBy(Profile profile, Verdict verdict) {
    for (Profile judge : Profile.values()) {
      assertThat(allows(judge, recorded(verdict))).isEqualTo(judge == profile);
    }
  }

  private static void assertAllowedOnlyBy(Profile profile, Verdict verdict, String alert) {
    for (Profile judge : Profile.values()) {
      assertThat(allows(judge, withAlert(recorded(verdict), alert))).isEqualTo(judge == profile);
    }
  }

  private static void assertAllowedByBoth(Verdict verdict, String alert) {
    for (Profile judge : Profile.values()) {
      assertThat(allows(judge, withAlert(recorded(verdict), alert))).isTrue();
    }
  }

  private static String ruleAfter(Profile profile, Move.ClientSends sends) {
    Verdict verdict =
        Replay.replay(
            Models.REPLAY,
            Reference.HELLO_AGAIN,
            new Trace(
                "",
                Optional.empty(),
                Optional.of(SERVER.following(profile)),
                List.of(sends, new Move.ServerReads())));
    assertThat(verdict.agrees()).isTrue();
    return lastState(verdict).get("rule").asString();
  }

  private static Script toServer(HostileMove... moves) {
    return new Script(World.HOSTILE_CLIENT, CLIENT, SERVER, List.of(moves));
  }

  private static Script toClient(ClientSetup client, HostileMove... moves) {
    return new Script(World.HOSTILE_SERVER, client, SERVER, List.of(moves));
  }

  private static Verdict run(Script script, Profile profile) {
    return script.following(profile).run(Models.REPLAY, Reference.HELLO_AGAIN);
  }

  private static RecordedRun recorded(Verdict verdict) {
    return RecordedRun.of(Models.REPLAY, verdict);
  }

  private static boolean allows(Profile judge, RecordedRun run) {
    SpecState start = Models.REPLAY.of(judge).state(run.start().variables());
    return new RecordedRun(start, run.events(), judge).isAllowedBy(Models.REPLAY);
  }

  private static TlaRecord lastState(Verdict verdict) {
    return verdict.events().get(verdict.events().size() - 1).state();
  }

  private static String last(Verdict verdict) {
    return lastState(verdict).get("state").asString();
  }

  private static RecordedRun withAlert(RecordedRun run, String alert) {
    return edited(run, state -> state.with("alert", Tla.string(alert)));
  }

  private static RecordedRun edited(Verdict verdict, UnaryOperator<TlaRecord> edit) {
    return edited(recorded(verdict), edit);
  }

  /** Changes the state after the last step. */
  private static RecordedRun edited(RecordedRun run, UnaryOperator<TlaRecord> edit) {
    List<LockStep.Event> events = new ArrayList<>(run.events());
    LockStep.Event event = events.remove(events.size() - 1);
    events.add(
        new LockStep.Event(
            event.move(),
            event.action(),
            event.message(),
            event.sent(),
            edit.apply(event.state())));
    return new RecordedRun(run.start(), events, run.profile());
  }
}
