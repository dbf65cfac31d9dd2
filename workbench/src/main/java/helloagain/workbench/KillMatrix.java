package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.refinement.Difference;
import helloagain.refinement.Judges;
import helloagain.refinement.RecordLockStep;
import helloagain.refinement.RecordReference;
import helloagain.refinement.RecordRefinement;
import helloagain.refinement.RecordVerdict;
import helloagain.refinement.RuleProbes;
import helloagain.refinement.SpecRun;
import helloagain.refinement.Verdict;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.spec.Counterexample;
import helloagain.spec.Mutant;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import helloagain.vectors.BrokenReceiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes every check and breaks every duty, one at a time, in the specification and in the
 * reference, and states what notices: a property, the comparison of the two, a published vector.
 *
 * @param rows the rules that bind, once for each receiver
 * @param mutants the mutants of the specification, the witnesses and what is absent
 * @param untold why no vector tells that a rule is unchecked, by its id
 * @param peers the references that break a duty of a sender, each with the run that shows it
 * @param told whether a vector tells a broken receiver of records, by its name
 * @param patterns the root causes of real defects
 * @param judged what is not as it should be with each rule
 * @param faults all that is not as it should be, one line each
 */
record KillMatrix(
    List<KillRow> rows,
    List<MutantResult> mutants,
    Map<String, String> untold,
    Map<BrokenPeer, Optional<Verdict>> peers,
    Map<String, Boolean> told,
    List<PatternResult> patterns,
    List<Judged> judged,
    List<String> faults) {
  private static final String WEAKENED = "Weakened.cfg";
  private static final int RECORD_TRIES = 8000;
  private static final long RECORD_SEED = 20_180_810;

  /** Copies the collections. */
  KillMatrix {
    rows = List.copyOf(rows);
    mutants = List.copyOf(mutants);
    untold = Collections.unmodifiableMap(new TreeMap<>(untold));
    peers = Map.copyOf(peers);
    told = Collections.unmodifiableMap(new TreeMap<>(told));
    patterns = List.copyOf(patterns);
    judged = List.copyOf(judged);
    faults = List.copyOf(faults);
  }

  /**
   * Holds what is not as it should be with a rule.
   *
   * @param rule its id
   * @param rows what its rows lack
   * @param vectors what is wrong with the vectors that tell it, or with the reason why none does
   */
  record Judged(String rule, List<String> rows, List<String> vectors) {
    /** Copies the lists. */
    Judged {
      rows = List.copyOf(rows);
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * Holds what became of a pattern.
   *
   * @param pattern the pattern
   * @param killed those of its mutants that were noticed
   */
  record PatternResult(DefectPattern pattern, List<String> killed) {
    /** Copies the list. */
    PatternResult {
      killed = List.copyOf(killed);
    }

    boolean isOutOfScope() {
      return pattern.isOutOfScope();
    }

    boolean isKilled() {
      return !isOutOfScope() && killed.size() == pattern.mutants().size();
    }
  }

  /**
   * Says what is to be made.
   *
   * @param source the modules and configurations
   * @param rules the rules to remove
   * @param survivors why nothing notices
   * @param untold why no vector tells, by the id of a rule
   * @param patterns the root causes
   */
  record Input(
      SpecSource source,
      List<Rule> rules,
      List<Mutant> mutants,
      List<Survivor> survivors,
      Map<String, String> untold,
      List<DefectPattern> patterns) {
    /** Copies the collections. */
    Input {
      rules = List.copyOf(rules);
      mutants = List.copyOf(mutants);
      survivors = List.copyOf(survivors);
      untold = Map.copyOf(untold);
      patterns = List.copyOf(patterns);
    }

    /** Takes everything that the project has. */
    static Input ofProject() {
      SpecSource source = SpecSource.project();
      return new Input(
          source,
          Stream.of(Rule.values()).filter(rule -> rule.level() == Rule.Level.MUST).toList(),
          Mutant.all(source),
          Survivor.ofProject(),
          VectorVerification.reasons(),
          DefectPattern.ofProject());
    }

    /** Returns the reasons for what is no rule here, a complaint each. */
    List<String> leftovers() {
      Set<String> known =
          rules.stream()
              .filter(rule -> rule.layer() != Rule.Layer.REFERENCE)
              .flatMap(rule -> Receiver.of(rule).stream().map(at -> KillRow.name(rule, at)))
              .collect(Collectors.toSet());
      return survivors.stream()
          .map(survivor -> survivor.rule() + " at the " + survivor.receiver().word())
          .filter(name -> !known.contains(name))
          .map(name -> name + ": a reason is given, but there is no such check")
          .toList();
    }

    /** Leaves everything out but one rule, and says nothing of patterns. */
    Input only(Rule rule) {
      return new Input(
          source,
          List.of(rule),
          mutants.stream().filter(mutant -> isOf(mutant, rule)).toList(),
          survivors.stream().filter(survivor -> survivor.rule().equals(rule.id())).toList(),
          untold,
          List.of());
    }
  }

  /** Tells whether a rule leaves its receiver no choice, in one of the documents at least. */
  static boolean binds(Rule rule) {
    return Stream.of(Profile.values())
        .anyMatch(profile -> rule.isIn(profile) && rule.level(profile) == Rule.Level.MUST);
  }

  /** Returns what a receiver need not check. */
  private static Set<Rule> optional(Profile profile) {
    return Stream.of(Rule.values())
        .filter(rule -> rule.level(profile) == Rule.Level.MAY)
        .collect(Collectors.toSet());
  }

  /** Tells whether a mutant weakens a rule: it replaces its operator, or names its id alone. */
  static boolean isOf(Mutant mutant, Rule rule) {
    return mutant.kind() == Mutant.Kind.MUTANT
        && (mutant.replaced().equals(rule.operator()) || mutant.ids().equals(List.of(rule.id())));
  }

  /** Makes the matrix, with as many threads as there are processors. */
  static KillMatrix of(Input input, MutantsProgress progress) throws InterruptedException {
    return of(input, KillPart.of(input, Optional.empty()), progress);
  }

  /** Makes a part of the matrix; what only the whole can show is not judged then. */
  static KillMatrix of(Input input, KillPart part, MutantsProgress progress)
      throws InterruptedException {
    // A rule without a mutant has a reason why nothing notices that it is gone.
    Set<String> explained =
        input.survivors().stream().map(Survivor::rule).collect(Collectors.toSet());
    boolean isExplained = input.rules().stream().map(Rule::id).allMatch(explained::contains);
    if (input.rules().isEmpty() || (input.mutants().isEmpty() && !isExplained)) {
      throw UserError.unusable("there is no rule or no mutant to judge");
    }
    try (Judges judges = new Judges()) {
      return new Judging(input, part, judges).matrix(progress);
    }
  }

  /** Says that a mutant does not break what it should. */
  static String notViolated(String name, String property, String violated) {
    return name
        + ": "
        + property
        + " is not violated"
        + (violated.isEmpty() ? "" : ", but " + violated);
  }

  /** Says that nothing notices a broken sender. */
  static String unnoticed(String peer) {
    return peer + ": no run leaves the specification";
  }

  /** Does the work. */
  private static final class Judging {
    private final Input input;
    private final KillPart part;
    private final Judges judges;
    private final List<Mutant> all;

    Judging(Input input, KillPart part, Judges judges) {
      this.input = input;
      this.part = part;
      this.judges = judges;
      this.all = Mutant.all(input.source());
    }

    KillMatrix matrix(MutantsProgress progress) throws InterruptedException {
      List<MutantResult> mutants =
          Parallel.all(
              part.mutants(input).stream()
                  .<Callable<MutantResult>>map(
                      mutant -> () -> MutantResult.of(input.source(), mutant))
                  .toList(),
              progress.of("mutants of the specification"));
      List<String> faults = new ArrayList<>();
      for (MutantResult result : mutants) {
        if (!result.isKilled()) {
          Mutant mutant = result.mutant();
          faults.add(notViolated(mutant.name(), mutant.property(), result.violated()));
        }
      }
      Map<Receiver, FlightKills> flights = flights(progress);
      List<KillRow> rows = new ArrayList<>(rows(mutants, flights, progress));
      // What a mutant's run shows needs no further search.
      Set<Receiver> open =
          rows.stream()
              .filter(row -> row.rule().isModelled())
              .filter(row -> !row.isKilledInSpec() || !row.isKilledInReference())
              .map(KillRow::receiver)
              .collect(Collectors.toSet());
      Map<Receiver, List<HostileWorld>> probes = probes(open, progress);
      rows.replaceAll(
          row ->
              row.isKilledInReference() || !row.rule().isModelled()
                  ? row
                  : row(row.rule(), row.receiver(), mutants, probes, FlightKills.none()));
      List<Optional<VectorKill>> vectors =
          Parallel.all(
              rows.stream()
                  .<Callable<Optional<VectorKill>>>map(
                      row -> () -> VectorKill.first(row.rule(), row.receiver()))
                  .toList(),
              progress.of("rules told by vectors"));
      for (int i = 0; i < rows.size(); i++) {
        rows.set(i, rows.get(i).with(vectors.get(i)));
      }
      List<Judged> judged = new ArrayList<>();
      for (Rule rule : part.rules()) {
        List<KillRow> ofRule = rows.stream().filter(row -> row.rule() == rule).toList();
        judged.add(
            new Judged(
                rule.id(),
                ofRule.stream()
                    .flatMap(row -> judge(row, probes, of(row.receiver(), flights)).stream())
                    .toList(),
                judgeVectors(rule, ofRule)));
      }
      judged.forEach(of -> faults.addAll(of.rows()));
      judged.forEach(of -> faults.addAll(of.vectors()));
      if (part.isWhole()) {
        faults.addAll(input.leftovers());
      }
      Map<BrokenPeer, Optional<Verdict>> peers = new EnumMap<>(BrokenPeer.class);
      for (BrokenPeer peer : part.peers()) {
        Optional<Verdict> caught = peer.caught(judges);
        peers.put(peer, caught);
        if (caught.isEmpty()) {
          faults.add(unnoticed(peer.name()));
        }
      }
      Map<String, Boolean> told = new TreeMap<>();
      for (String name : part.receivers()) {
        BrokenReceiver.named(name)
            .ifPresent(receiver -> told.put(name, VectorKill.isTold(receiver)));
      }
      List<PatternResult> patterns = new ArrayList<>();
      part.patterns(input)
          .forEach(
              pattern -> {
                PatternKills kills =
                    PatternKills.of(
                        pattern.id(),
                        pattern.mutants(),
                        name -> isKilled(name, mutants, rows, peers, told));
                faults.addAll(kills.faults());
                patterns.add(new PatternResult(pattern, kills.killed()));
              });
      return new KillMatrix(rows, mutants, untold(rows), peers, told, patterns, judged, faults);
    }

    /** Holds a rule to its reason why no vector tells it, at none of its receivers. */
    private List<String> judgeVectors(Rule rule, List<KillRow> ofRule) {
      boolean isTold = ofRule.stream().anyMatch(KillRow::isKilledByVector);
      boolean isExplained = VectorVerification.reason(rule, input.untold()).isPresent();
      if (ofRule.isEmpty() || isTold != isExplained) {
        return List.of();
      }
      return List.of(
          rule.id()
              + (isTold
                  ? ": a reason is given, but a vector tells it (vectors)"
                  : ": no vector tells it, and no reason is given (vectors)"));
    }

    /** Returns why no vector tells the rules that none tells. */
    private Map<String, String> untold(List<KillRow> rows) {
      Map<String, String> untold = new TreeMap<>();
      for (Rule rule : part.rules()) {
        List<KillRow> ofRule = rows.stream().filter(row -> row.rule() == rule).toList();
        if (!ofRule.isEmpty() && ofRule.stream().noneMatch(KillRow::isKilledByVector)) {
          VectorVerification.reason(rule, input.untold())
              .ifPresent(words -> untold.put(rule.id(), words));
        }
      }
      return untold;
    }

    /** Makes the rows, before anything is known of probes. */
    private List<KillRow> rows(
        List<MutantResult> mutants, Map<Receiver, FlightKills> flights, MutantsProgress progress)
        throws InterruptedException {
      return Parallel.all(
          part.rules().stream()
              .filter(rule -> rule.layer() != Rule.Layer.REFERENCE)
              .flatMap(rule -> Receiver.of(rule).stream().map(at -> Map.entry(rule, at)))
              .<Callable<KillRow>>map(
                  each ->
                      () ->
                          row(
                              each.getKey(),
                              each.getValue(),
                              mutants,
                              Map.of(),
                              of(each.getValue(), flights)))
              .toList(),
          progress.of("checks of the reference"));
    }

    /** Removes the checks of what follows ServerHello, which no run of the hellos comes to. */
    private Map<Receiver, FlightKills> flights(MutantsProgress progress)
        throws InterruptedException {
      Map<Receiver, List<Rule>> rules = new EnumMap<>(Receiver.class);
      part.rules().stream()
          .filter(rule -> rule.layer() == Rule.Layer.FLIGHT)
          .forEach(
              rule ->
                  Receiver.of(rule)
                      .forEach(at -> rules.computeIfAbsent(at, r -> new ArrayList<>()).add(rule)));
      List<Receiver> receivers = List.copyOf(rules.keySet());
      List<FlightKills> found =
          Parallel.all(
              receivers.stream()
                  .<Callable<FlightKills>>map(
                      at -> () -> FlightKills.of(at, rules.getOrDefault(at, List.of())))
                  .toList(),
              progress.of("worlds of hostile flights"));
      Map<Receiver, FlightKills> flights = new EnumMap<>(Receiver.class);
      receivers.forEach(at -> flights.put(at, found.get(receivers.indexOf(at))));
      return flights;
    }

    private static FlightKills of(Receiver receiver, Map<Receiver, FlightKills> flights) {
      return flights.getOrDefault(receiver, FlightKills.none());
    }

    /**
     * Explores the world of a hostile peer of each module of mutants: that of {@link Mutant#MODULE}
     * first, with two faults, for some rules are broken by no single one.
     */
    private Map<Receiver, List<HostileWorld>> probes(
        Set<Receiver> receivers, MutantsProgress progress) throws InterruptedException {
      Map<Receiver, List<Mutant>> neighbours = new EnumMap<>(Receiver.class);
      receivers.forEach(receiver -> neighbours.put(receiver, neighbours(receiver)));
      List<HostileWorld> found =
          Parallel.all(
              neighbours.values().stream()
                  .flatMap(List::stream)
                  .<Callable<HostileWorld>>map(neighbour -> () -> probed(neighbour))
                  .toList(),
              progress.of("worlds of a hostile peer"));
      Map<Receiver, List<HostileWorld>> worlds = new EnumMap<>(Receiver.class);
      neighbours.forEach(
          (receiver, mutants) ->
              worlds.put(
                  receiver,
                  found.stream().filter(world -> mutants.contains(world.neighbour())).toList()));
      return worlds;
    }

    private HostileWorld probed(Mutant neighbour) {
      String config =
          neighbour.module().equals(Mutant.MODULE)
              ? neighbour.world().replace("MaxFaults = 1", "MaxFaults = 2")
              : neighbour.world();
      try (SpecModel model = model(neighbour, config)) {
        return new HostileWorld(neighbour, RuleProbes.find(model));
      }
    }

    /** Returns a mutant of each module that lives in the world of a hostile peer. */
    private List<Mutant> neighbours(Receiver receiver) {
      Map<String, Mutant> byModule = new LinkedHashMap<>();
      all.stream()
          .filter(mutant -> mutant.world().contains(receiver.specification()))
          .filter(mutant -> MutantResult.profile(mutant) == Profile.RFC8446)
          .sorted(Comparator.comparing(mutant -> !mutant.module().equals(Mutant.MODULE)))
          .forEach(mutant -> byModule.putIfAbsent(mutant.module(), mutant));
      if (byModule.isEmpty()) {
        throw UserError.unusable("no mutant has " + receiver.specification());
      }
      return List.copyOf(byModule.values());
    }

    private SpecModel model(Mutant neighbour, String config) {
      return SpecModel.load(input.source().with(WEAKENED, config), neighbour.module(), WEAKENED);
    }

    private KillRow row(
        Rule rule,
        Receiver receiver,
        List<MutantResult> all,
        Map<Receiver, List<HostileWorld>> probes,
        FlightKills flights) {
      List<MutantResult> mutants =
          all.stream()
              .filter(result -> isOf(result.mutant(), rule) && result.isAt(receiver))
              .toList();
      Map<String, SpecRun> runs = new LinkedHashMap<>();
      for (MutantResult result : mutants) {
        result.specRun().ifPresent(run -> runs.put(result.mutant().name(), run));
      }
      HostileWorld.with(rule, probes.getOrDefault(receiver, List.of())).stream()
          .findFirst()
          .flatMap(world -> world.probe(rule))
          .ifPresent(probe -> runs.put(KillRow.PROBE, new SpecRun(probe.run(), Profile.RFC8446)));
      List<Survivor> survivors =
          input.survivors().stream()
              .filter(survivor -> survivor.rule().equals(rule.id()))
              .filter(survivor -> survivor.receiver() == receiver)
              .toList();
      return new KillRow(
          rule,
          receiver,
          mutants,
          switch (rule.layer()) {
            case RECORD -> recordReplay(rule);
            case FLIGHT -> flights.kill(rule);
            case MODEL, REFERENCE -> replay(rule, runs);
          },
          Optional.empty(),
          survivors.stream()
              .filter(survivor -> survivor.why().equals(Survivor.TESTED))
              .flatMap(survivor -> survivor.by().stream())
              .toList(),
          survivors);
    }

    /**
     * Looks for a run on which the reference without the check differs, and the intact one does
     * not. A receiver may also leave unchecked whatever leaves it the choice; otherwise such a rule
     * would often hide the one that is missing.
     */
    private Optional<KillRow.ReplayKill> replay(Rule rule, Map<String, SpecRun> runs) {
      for (boolean lenient : new boolean[] {false, true}) {
        for (Map.Entry<String, SpecRun> run : runs.entrySet()) {
          Set<Rule> optional = lenient ? optional(run.getValue().profile()) : Set.of();
          Set<Rule> unchecked = EnumSet.of(rule);
          unchecked.addAll(optional);
          Optional<Difference> difference =
              run.getValue().follow(judges, new BrokenReference(unchecked)).difference();
          if (difference.isPresent()) {
            requireAgreement(run.getKey(), run.getValue(), optional);
            Difference found = difference.orElseThrow();
            return Optional.of(
                new KillRow.ReplayKill(
                    run.getKey(), found.step(), found.rule().map(Rule::id).orElse("")));
          }
        }
      }
      return Optional.empty();
    }

    /** Draws streams of records, the same each time, until one shows it. */
    private static Optional<KillRow.ReplayKill> recordReplay(Rule rule) {
      try (SpecModel records = SpecModel.load(RecordLockStep.MODEL, RecordLockStep.MODEL)) {
        RecordRefinement.Report report =
            RecordRefinement.run(
                records, RECORD_TRIES, RECORD_SEED, RecordReference.HELLO_AGAIN, Optional.of(rule));
        return report
            .differing()
            .flatMap(RecordVerdict::difference)
            .map(
                found ->
                    new KillRow.ReplayKill(
                        KillRow.DRAWN,
                        found.number(),
                        found.broken().contains(rule) ? rule.id() : ""));
      }
    }

    private void requireAgreement(String name, SpecRun run, Set<Rule> optional) {
      Verdict intact = run.follow(judges, new BrokenReference(optional));
      if (!intact.agrees()) {
        throw new IllegalStateException(
            name + ": the intact reference differs: " + intact.difference());
      }
    }

    /** Holds a row to its reasons: one for each column without a kill, none for the others. */
    private List<String> judge(
        KillRow row, Map<Receiver, List<HostileWorld>> probes, FlightKills flights) {
      List<String> faults = new ArrayList<>();
      hold(row, Survivor.SPEC, row.isKilledInSpec()).ifPresent(faults::add);
      hold(row, Survivor.REPLAY, row.isKilledInReference()).ifPresent(faults::add);
      if (row.isKilledInSpec()) {
        return faults;
      }
      if (row.rule().layer() == Rule.Layer.FLIGHT) {
        faults.addAll(unlikeSaid(row, flights.coversOf(row.rule())));
      } else {
        List<HostileWorld> worlds =
            HostileWorld.with(row.rule(), probes.getOrDefault(row.receiver(), List.of()));
        if (worlds.isEmpty()) {
          faults.add(row.name() + ": no message of the worlds breaks it");
        }
        worlds.forEach(world -> faults.addAll(weaken(row, world)));
      }
      return faults;
    }

    private static Optional<String> hold(KillRow row, String where, boolean isKilled) {
      boolean isListed =
          row.survivals().stream().anyMatch(survivor -> survivor.where().equals(where));
      if (isKilled != isListed) {
        return Optional.empty();
      }
      return Optional.of(
          row.name()
              + (isKilled
                  ? ": a reason is given, but it is noticed ("
                  : ": nothing notices, and no reason is given (")
              + where
              + ")");
    }

    /**
     * Replaces a rule that no mutant weakens, with all properties of its world: none may break. A
     * message that breaks this rule must then be refused by what is said to cover it, and be
     * accepted if nothing is.
     */
    private List<String> weaken(KillRow row, HostileWorld world) {
      Mutant neighbour = world.neighbour();
      StringBuilder config = new StringBuilder(neighbour.world());
      Set<String> properties = new TreeSet<>();
      for (Mutant mutant : all) {
        if (mutant.kind() == Mutant.Kind.MUTANT
            && !mutant.isOfRuns()
            && mutant.module().equals(neighbour.module())
            && mutant.world().equals(neighbour.world())) {
          properties.add(mutant.asking());
        }
      }
      properties.forEach(config::append);
      try (SpecModel intact = model(neighbour, config.toString())) {
        int parameters = intact.parameterNames(row.rule().operator()).size();
        config.append("CONSTANT " + row.rule().operator() + " <- KeptByAll" + parameters + "\n");
      } catch (IllegalArgumentException e) {
        return List.of(row.name() + ": it is no operator, and no mutant weakens it");
      }
      try (SpecModel weakened = model(neighbour, config.toString())) {
        List<String> found = new ArrayList<>();
        Counterexample.find(weakened)
            .ifPresent(
                run ->
                    found.add(
                        row.name()
                            + ": a mutant is missing, for "
                            + run.property()
                            + " breaks without the rule"));
        List<String> refusing =
            world.probe(row.rule()).orElseThrow().judged(weakened).stream()
                .filter(rule -> rule.level() == Rule.Level.MUST)
                .map(Rule::id)
                .toList();
        found.addAll(unlikeSaid(row, refusing));
        return found;
      }
    }

    /** Holds the reasons to what refuses a message that breaks the rule, without the rule. */
    private static List<String> unlikeSaid(KillRow row, List<String> refusing) {
      return row.survivals().stream()
          .filter(survivor -> survivor.where().equals(Survivor.SPEC))
          .filter(survivor -> !survivor.isRefusedBy(refusing))
          .map(
              survivor ->
                  row.name()
                      + ": what refuses its message then is "
                      + names(refusing)
                      + ", and is said to be "
                      + names(survivor.by()))
          .toList();
    }

    private static String names(List<String> ids) {
      return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }

    /**
     * Finds what a pattern names: a configuration, a rule left unchecked, a broken sender, or a
     * broken receiver of records, which only vectors tell.
     */
    private static Optional<Boolean> isKilled(
        String name,
        List<MutantResult> mutants,
        List<KillRow> rows,
        Map<BrokenPeer, Optional<Verdict>> peers,
        Map<String, Boolean> told) {
      List<KillRow> ofRule = rows.stream().filter(row -> row.rule().id().equals(name)).toList();
      if (!ofRule.isEmpty()) {
        return Optional.of(ofRule.stream().allMatch(KillRow::isKilledInReference));
      }
      Optional<MutantResult> ofSpec =
          mutants.stream().filter(result -> result.mutant().name().equals(name)).findFirst();
      if (ofSpec.isPresent()) {
        return ofSpec.map(MutantResult::isKilled);
      }
      return peers.entrySet().stream()
          .filter(entry -> entry.getKey().name().equals(name))
          .map(entry -> entry.getValue().isPresent())
          .findFirst()
          .or(() -> Optional.ofNullable(told.get(name)));
    }
  }

  /** Returns the rules of the matrix, each once. */
  private List<Rule> rules() {
    return rows.stream().map(KillRow::rule).distinct().toList();
  }

  /** Returns how many rules there are. */
  int ruleCount() {
    return rules().size();
  }

  /** Returns how many rules are noticed in the specification at each of their receivers. */
  long killedInSpec() {
    return rules().stream()
        .filter(rule -> rowsOf(rule).stream().allMatch(KillRow::isKilledInSpec))
        .count();
  }

  /** Returns how many rules are noticed in the reference at each of their receivers. */
  long killedInReference() {
    return rules().stream()
        .filter(rule -> rowsOf(rule).stream().allMatch(KillRow::isKilledInReference))
        .count();
  }

  /** Returns how many rules are told by a vector for one of their receivers at least. */
  long killedByVectors() {
    return rules().stream()
        .filter(rule -> rowsOf(rule).stream().anyMatch(KillRow::isKilledByVector))
        .count();
  }

  private List<KillRow> rowsOf(Rule rule) {
    return rows.stream().filter(row -> row.rule() == rule).toList();
  }

  /** Returns the reasons that stand in the rows. */
  List<Survivor> survivors() {
    return rows.stream().flatMap(row -> row.survivals().stream()).toList();
  }

  /** Returns those of a kind. */
  List<MutantResult> ofKind(Mutant.Kind kind) {
    return mutants.stream().filter(result -> result.mutant().kind() == kind).toList();
  }

  /** Returns this matrix with other faults. */
  KillMatrix with(List<String> others) {
    return new KillMatrix(rows, mutants, untold, peers, told, patterns, judged, others);
  }

  ExitCode exitCode() {
    return faults.isEmpty() ? ExitCode.HOLDS : ExitCode.VIOLATED;
  }
}
