package helloagain.refinement.jdk;

import helloagain.client.ClientConfig;
import helloagain.client.ClientState;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.Judges;
import helloagain.refinement.LockStep;
import helloagain.refinement.Move;
import helloagain.refinement.Reference;
import helloagain.refinement.Replay;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.Verdict;
import helloagain.refinement.jdk.JdkScenario.Ending;
import helloagain.refinement.jdk.JdkVerdict.Deviation;
import helloagain.rule.Rule;
import helloagain.server.ServerState;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaString;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges exchanges with the JDK, both sides of them: the reference by making its trace again beside
 * the specification, the JDK by the rules that its messages break there.
 */
public final class JdkJudge {
  /** Rules that a peer breaks who has other wishes, without any fault of its own. */
  private static final Set<Rule> MATTERS_OF_TASTE =
      EnumSet.of(
          Rule.GROUPS_OVERLAP,
          Rule.SUITES_OVERLAP,
          Rule.HELLO_CARRIES_VERSIONS,
          Rule.VERSIONS_INCLUDE_TLS13);

  private JdkJudge() {}

  /** Judges what came of a scenario. */
  public static JdkVerdict judge(Judges judges, JdkScenario scenario, JdkExchange exchange) {
    return judge(judges, Reference.HELLO_AGAIN, scenario, exchange);
  }

  /** Judges by the replay of another reference. */
  static JdkVerdict judge(
      Judges judges, Reference reference, JdkScenario scenario, JdkExchange exchange) {
    Recorder recorder = new Recorder(reference);
    Verdict verdict = Replay.replay(judges, recorder, exchange.trace());
    return new JdkVerdict(
        exchange,
        verdict,
        faults(scenario, exchange, verdict, recorder.sent),
        deviations(judges, exchange));
  }

  // The reference and the specification.

  private static List<String> faults(
      JdkScenario scenario, JdkExchange exchange, Verdict verdict, List<Bytes> replayed) {
    List<String> faults = new ArrayList<>();
    verdict
        .difference()
        .ifPresent(
            difference ->
                faults.add(
                    String.format(
                        "step %d: %s; the specification allows %s",
                        difference.step(), difference.observed(), difference.allowed())));
    verdict.violatedInvariants().forEach(name -> faults.add("the last state breaks " + name));
    if (!exchange.sent().equals(replayed)) {
      faults.add("the replay sends " + replayed + ", the exchange had " + exchange.sent());
    }
    if (!scenario.endings().contains(exchange.ending())) {
      faults.add("the end is " + exchange.ending() + ", not one of " + scenario.endings());
    }
    if (scenario.retried() != exchange.retried()) {
      faults.add(exchange.retried() ? "there was a retry" : "there was no retry");
    }
    if (exchange.ending() instanceof Ending.Negotiated) {
      exchange.complaint().ifPresent(complaint -> faults.add("the JDK complains: " + complaint));
      if (exchange.keys() != KeyCheck.AGREE) {
        faults.add("the keys of the JDK and the reference: " + exchange.keys());
      }
    }
    return faults;
  }

  /** Notes the octets that the machines send. */
  private static final class Recorder implements Reference {
    private final Reference recorded;
    private final List<Bytes> sent = new ArrayList<>();

    Recorder(Reference recorded) {
      this.recorded = recorded;
    }

    @Override
    public Step<ClientState> start(ClientConfig config) {
      return note(recorded.start(config));
    }

    @Override
    public Step<ClientState> receive(ClientState state, Received received) {
      return note(recorded.receive(state, received));
    }

    @Override
    public Step<ServerState> receive(ServerState state, Received received) {
      return note(recorded.receive(state, received));
    }

    private <S> Step<S> note(Step<S> step) {
      for (Sent message : step.sent()) {
        if (message instanceof Sent.HandshakeSent handshake) {
          sent.add(handshake.raw());
        }
      }
      return step;
    }
  }

  // The JDK.

  private static List<Deviation> deviations(Judges judges, JdkExchange exchange) {
    SpecModel model = judges.of(exchange.trace().profile());
    LockStep run =
        new LockStep(
            judges,
            Reference.HELLO_AGAIN,
            exchange.trace().client().map(ClientSetup::config),
            exchange.trace().server().map(ServerSetup::config));
    List<Deviation> deviations = new ArrayList<>();
    for (Move move : exchange.trace().moves()) {
      if (move instanceof Move.ServerReads) {
        deviations.addAll(ofClient(model, run.spec()));
      } else if (move instanceof Move.ClientReads) {
        deviations.addAll(ofServer(model, run.spec()));
      }
      if (!run.isPossible(move) || !run.apply(move)) {
        break;
      }
    }
    return deviations;
  }

  /** Judges what the server of a state is about to read. */
  private static List<Deviation> ofClient(SpecModel model, SpecState state) {
    TlaRecord message = head(state, "toServer");
    TlaRecord server = state.get("server").asRecord();
    if (!isHandshake(message)) {
      return List.of();
    }
    List<Deviation> broken = broken(model, "BrokenAtServer", server, message, state);
    if (!server.get("state").asString().equals("WAIT_CH_AGAIN")) {
      return broken;
    }
    TlaRecord retry = server.get("retry").asRecord();
    List<TlaValue> before = List.of(server.get("first"), retry);
    TlaRecord named = withFreshKeysNamed(message);
    boolean follows =
        model.evaluate("MayFollow", List.of(server.get("first"), retry, named), state).asBool();
    return follows
        ? broken
        : concat(
            broken,
            List.of(
                new Deviation(
                    "MayFollow",
                    differences(model.evaluate("SecondHello", before, state).asRecord(), named))));
  }

  /** Names the fields in which a second hello is not what a client in the specification sends. */
  private static String differences(TlaRecord expected, TlaRecord hello) {
    return expected.fields().entrySet().stream()
        .filter(field -> !field.getValue().equals(hello.get(field.getKey())))
        .map(
            field ->
                String.format(
                    "%s should be %s, is %s",
                    field.getKey(), field.getValue(), hello.get(field.getKey())))
        .collect(Collectors.joining("; "));
  }

  /** Judges what the client of a state is about to read. */
  private static List<Deviation> ofServer(SpecModel model, SpecState state) {
    TlaRecord message = head(state, "toClient");
    if (message.get("type").asString().equals("alert")) {
      // A client that keeps the rules gives no reason but this one to refuse its hello (4.1.1).
      AlertDescription alert = AlertDescription.named(message.get("description").asString());
      return Rule.GROUPS_OVERLAP.alerts().contains(alert)
          ? List.of()
          : List.of(
              new Deviation(
                  "Alerts",
                  alert + " refuses a hello; 4.1.1 permits " + Rule.GROUPS_OVERLAP.alerts()));
    }
    return isHandshake(message)
        ? broken(model, "BrokenAtClient", state.get("client").asRecord(), message, state)
        : List.of();
  }

  private static List<Deviation> broken(
      SpecModel model, String operator, TlaRecord reader, TlaRecord message, SpecState state) {
    return model.evaluate(operator, List.of(reader, message), state).asSet().elements().stream()
        .map(name -> ((TlaString) name).value())
        .filter(name -> Rule.withOperator(name).filter(MATTERS_OF_TASTE::contains).isEmpty())
        .map(name -> new Deviation(name, explain(name)))
        .toList();
  }

  private static String explain(String operator) {
    return Rule.withOperator(operator)
        .map(rule -> rule.id() + " (" + rule.section() + "): " + rule.statement())
        .orElse("a rule that the reference does not have");
  }

  /**
   * Names keys of a second hello that were not in the first one {@code second}, as those of a
   * client in the specification. Other keys keep their names: a value that breaks a rule, and a key
   * that is there again.
   */
  private static TlaRecord withFreshKeysNamed(TlaRecord hello) {
    return hello.with(
        "shares",
        new TlaSequence(
            hello.get("shares").asSequence().elements().stream()
                .<TlaValue>map(share -> withFreshKeyNamed(share.asRecord()))
                .toList()));
  }

  private static TlaRecord withFreshKeyNamed(TlaRecord share) {
    return share.get("key").asString().equals("other")
        ? share.with("key", TlaValue.of("second"))
        : share;
  }

  private static TlaRecord head(SpecState state, String channel) {
    return state.get(channel).asSequence().at(1).asRecord();
  }

  private static boolean isHandshake(TlaRecord message) {
    String type = message.get("type").asString();
    return !type.equals("alert") && !type.equals("close");
  }

  private static <T> List<T> concat(Collection<T> some, Collection<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
