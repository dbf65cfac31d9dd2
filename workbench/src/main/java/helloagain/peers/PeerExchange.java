package helloagain.peers;

import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.live.LiveRun;
import helloagain.live.Outcome;
import helloagain.message.AlertDescription;
import helloagain.peers.PeerRun.Result;
import helloagain.peers.Scenario.Extra;
import helloagain.refinement.Judges;
import helloagain.refinement.Verdict;
import helloagain.rule.Rule;
import helloagain.schedule.PreSharedKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lets the reference go through a scenario with a stack, and judges what came of it. */
public final class PeerExchange {
  private final Judges judges;
  private final Materials materials;
  private final ReferenceSide side;

  /** Takes who judges, and what both peers have to know. */
  public PeerExchange(Judges judges, Materials materials) {
    this.judges = judges;
    this.materials = materials;
    this.side = new ReferenceSide(materials);
  }

  /** Goes through a scenario; what goes wrong is in the result. */
  public PeerRun run(Stack stack, PeerRole role, Scenario scenario) {
    if (stack.presence() instanceof Presence.Absent absent) {
      return PeerRun.absent(stack.name(), Optional.empty(), role, scenario, absent.reason());
    }
    String version = ((Presence.Present) stack.presence()).version();
    Optional<String> unable = stack.unable(role, scenario);
    if (unable.isPresent()) {
      return PeerRun.absent(
          stack.name(), Optional.of(version), role, scenario, unable.orElseThrow());
    }
    try (Peer peer = stack.peer(role, scenario, materials)) {
      LiveRun run =
          role == PeerRole.CLIENT
              ? withClient(stack, peer, scenario)
              : withServer(stack, peer, scenario);
      return judge(stack, version, role, scenario, peer, run);
    } catch (Stack.LacksException e) {
      return PeerRun.absent(
          stack.name(), Optional.of(version), role, scenario, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(stack, version, role, scenario, String.valueOf(e.getMessage()));
    }
  }

  private static PeerRun failed(
      Stack stack, String version, PeerRole role, Scenario scenario, String line) {
    return new PeerRun(
        stack.name(),
        Optional.of(version),
        role,
        scenario,
        Result.FAILED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        false,
        Optional.of(line));
  }

  private LiveRun withClient(Stack stack, Peer peer, Scenario scenario) throws IOException {
    Optional<PreSharedKey> psk = Optional.empty();
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      psk = Optional.of(Materials.PSK);
    } else if (scenario.resumes()) {
      LiveRun first =
          peer.speak(
              side.server(
                  stack, scenario, Optional.empty(), Optional.of(ReferenceSide.ticket(scenario))));
      if (!isCompleted(first)) {
        return first;
      }
      requireAgreement(first);
      psk = Optional.of(first.tickets().get(0).psk());
    }
    return peer.speak(side.server(stack, scenario, psk, Optional.empty()));
  }

  private LiveRun withServer(Stack stack, Peer peer, Scenario scenario) throws IOException {
    List<OfferedKey> keys = List.of();
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      keys = List.of(OfferedKey.external(Materials.PSK));
    } else if (scenario.resumes()) {
      LiveRun first = peer.speak(side.client(stack, scenario, offer(keys, false)));
      if (!isCompleted(first)) {
        return first;
      }
      requireAgreement(first);
      keys = List.of(ticket(first, scenario));
    }
    return peer.speak(
        side.client(stack, scenario, offer(keys, scenario.with() == Extra.EARLY_DATA)));
  }

  /** Makes an offer that names a mode also without a key; BoringSSL sends tickets only then. */
  private static PskOffer offer(List<OfferedKey> keys, boolean earlyData) {
    return new PskOffer(keys, ReferenceSide.MODES, earlyData);
  }

  private static OfferedKey ticket(LiveRun first, Scenario scenario) throws IOException {
    if (first.tickets().isEmpty()) {
      throw new Stack.LacksException("sends no ticket");
    }
    OfferedKey ticket = first.tickets().get(0);
    if (scenario.with() == Extra.EARLY_DATA && ticket.psk().earlySuite().isEmpty()) {
      throw new Stack.LacksException("its tickets permit no early data");
    }
    return ticket;
  }

  /** The connection in which a ticket is given is judged as any other. */
  private void requireAgreement(LiveRun first) throws IOException {
    if (!first.judge(judges).agrees()) {
      throw new IOException(
          "the specification does not agree with the connection before the one with a ticket");
    }
  }

  private static boolean isCompleted(LiveRun run) {
    return run.outcome() instanceof Outcome.Completed;
  }

  private PeerRun judge(
      Stack stack, String version, PeerRole role, Scenario scenario, Peer peer, LiveRun run) {
    Verdict verdict = run.judge(judges);
    Optional<AlertDescription> alert = Optional.empty();
    Optional<Rule> rule = Optional.empty();
    Optional<String> known = stack.knownRefusal(role, scenario);
    Optional<String> detail;
    Result result;
    if (isCompleted(run)) {
      Optional<String> amiss =
          Judgement.amiss(stack, role, scenario, peer, run).or(() -> unjudged(verdict, run));
      result = amiss.isPresent() ? Result.FAILED : Result.COMPLETED;
      detail = amiss.or(() -> stack.note(role, scenario));
    } else if (run.outcome() instanceof Outcome.Lost lost) {
      detail = Optional.of(lost.reason() + said(peer));
      result = Result.FAILED;
    } else {
      result = Result.REFUSED;

      String words;
      if (run.outcome() instanceof Outcome.Refused refused) {
        alert = Optional.of(refused.violation().alert());
        rule = Optional.of(refused.violation().rule());
        words = "the reference: " + refused.violation().reason();
      } else {
        alert = Optional.of(((Outcome.RefusedByPeer) run.outcome()).alert());
        words = "the peer refuses";
      }
      detail = Optional.of(known.orElse(words + said(peer)));
    }
    return new PeerRun(
        stack.name(),
        Optional.of(version),
        role,
        scenario,
        result,
        alert,
        rule,
        verdict.steps() == 0 ? Optional.empty() : Optional.of(verdict.agrees()),
        verdict.messages(),
        Judgement.exportsSame(peer, run),
        known.isPresent(),
        detail);
  }

  /** Says that the specification has not seen all of a run that it agrees with. */
  private static Optional<String> unjudged(Verdict verdict, LiveRun run) {
    return verdict.agrees() && verdict.messages() != run.received()
        ? Optional.of(
            "the specification has judged "
                + verdict.messages()
                + " of "
                + run.received()
                + " messages")
        : Optional.empty();
  }

  /** Returns what a peer says of its trouble, to be put behind something. */
  static String said(Peer peer) {
    return peer.complaint().map(line -> "; the peer says: " + line).orElse("");
  }
}
