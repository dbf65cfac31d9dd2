package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.vectors.BrokenReceiver;
import helloagain.vectors.Conformance;
import helloagain.vectors.Conformance.Departure;
import helloagain.vectors.KeyFile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Verifies published vectors: they are what the graphs give, the reference conforms to all, and
 * each reference that is broken on purpose fails one, and so does each that has a root cause of
 * real defects.
 *
 * @param files what became of each file
 * @param broken what became of each broken reference
 * @param patterns what became of each root cause
 * @param keysAsMade whether the file of private keys is what the pool gives, if it was looked at
 */
record VectorVerification(
    List<OfFile> files,
    List<OfBroken> broken,
    List<OfPattern> patterns,
    Optional<Boolean> keysAsMade) {
  /** The table of broken references that no vector can tell. */
  static final String SURVIVORS = "vectors/survivors.csv";

  private static final List<String> COLUMNS = List.of("reference", "reason");

  /** Copies the lists. */
  VectorVerification {
    files = List.copyOf(files);
    broken = List.copyOf(broken);
    patterns = List.copyOf(patterns);
  }

  /** Says what became of vectors alone. */
  VectorVerification(List<OfFile> files, List<OfBroken> broken, List<OfPattern> patterns) {
    this(files, broken, patterns, Optional.empty());
  }

  /**
   * Holds what became of a file.
   *
   * @param isAsMade whether it is what the graphs give
   * @param vectors how many there are
   * @param departures those that the reference does not conform to
   */
  record OfFile(
      VectorSource source,
      boolean isAsMade,
      int vectors,
      List<Departure> departures,
      long edges,
      long taken) {
    /** Copies the list. */
    OfFile {
      departures = List.copyOf(departures);
    }

    boolean holds() {
      return isAsMade && departures.isEmpty() && vectors > 0 && taken == edges;
    }
  }

  /**
   * Holds what became of a broken reference.
   *
   * @param reference the id of a rule that is left unchecked, or the name of a {@link BrokenPeer}
   *     or {@link BrokenReceiver}
   * @param departures the vectors that it fails, of those that are closest to what it breaks
   * @param reason why none tells it, if so
   * @param holds whether it is caught, or the reason is a good one
   */
  record OfBroken(
      String reference, List<Departure> departures, Optional<String> reason, boolean holds) {
    /** Copies the list. */
    OfBroken {
      departures = List.copyOf(departures);
    }

    /** Returns the first vector that it fails. */
    Optional<Departure> departure() {
      return departures.stream().findFirst();
    }
  }

  /**
   * Holds how many vectors are about a root cause: a broken reference that has it fails them.
   *
   * @param vectors how many
   * @param reason why there is none, if so
   */
  record OfPattern(DefectPattern pattern, int vectors, Optional<String> reason) {
    /** Tells whether there are vectors or a reason, and not both. */
    boolean holds() {
      return vectors > 0 != reason.isPresent();
    }
  }

  boolean holds() {
    return (keysAsMade.isPresent() || !files.isEmpty())
        && keysAsMade.orElse(true)
        && files.stream().allMatch(OfFile::holds)
        && broken.stream().allMatch(OfBroken::holds)
        && patterns.stream().allMatch(OfPattern::holds);
  }

  /** Returns how many root causes have vectors. */
  long patternsWithVectors() {
    return patterns.stream().filter(one -> one.vectors() > 0).count();
  }

  /**
   * Verifies files.
   *
   * @param folder where they are
   * @param sources which; the broken references are judged by all of these together, and only where
   *     these are all that have no pairs
   * @param withKeys whether the file of private keys is among them
   */
  static VectorVerification of(Path folder, List<VectorSource> sources, boolean withKeys)
      throws InterruptedException, IOException {
    Map<VectorSource, VectorSet> sets = new EnumMap<>(VectorSource.class);
    List<OfFile> files = new ArrayList<>();
    for (VectorSource source : sources) {
      Path file = VectorStore.file(folder, source);
      VectorSet set = VectorsCommand.read(folder, source);
      Set<String> ids = new HashSet<>(set.vectors().keySet());
      VectorFiles.Made made =
          VectorFiles.make(
              source,
              single -> {
                Set<String> singles = VectorsCommand.read(folder, single).vectors().keySet();
                ids.addAll(singles);
                return singles;
              });
      sets.put(source, set);
      files.add(
          new OfFile(
              source,
              VectorStore.text(file).equals(made.text()),
              set.vectors().size(),
              departures(set),
              made.whole().edges(),
              made.whole().taken(ids)));
    }
    boolean judgesBroken =
        sources.containsAll(
            Arrays.stream(VectorSource.values()).filter(source -> !source.isOfPairs()).toList());
    Optional<Boolean> keysAsMade =
        withKeys ? Optional.of(areKeysAsMade(KeyFile.in(folder))) : Optional.empty();
    if (!judgesBroken) {
      return new VectorVerification(files, List.of(), List.of(), keysAsMade);
    }
    List<OfBroken> broken = broken(sets);
    return new VectorVerification(
        files,
        broken,
        DefectPattern.ofProject().stream().map(one -> of(one, broken)).toList(),
        keysAsMade);
  }

  private static boolean areKeysAsMade(Path file) throws IOException {
    return Files.isRegularFile(file) && VectorStore.text(file).equals(KeyFile.text());
  }

  private static List<Departure> departures(VectorSet set) throws InterruptedException {
    List<Callable<Optional<Departure>>> jobs = new ArrayList<>();
    set.vectors().values().forEach(vector -> jobs.add(() -> Conformance.departure(set, vector)));
    return Parallel.all(jobs, (done, of) -> {}).stream().flatMap(Optional::stream).toList();
  }

  private static List<OfBroken> broken(Map<VectorSource, VectorSet> sets)
      throws InterruptedException {
    Map<String, String> reasons = reasons();
    List<Callable<OfBroken>> jobs = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      jobs.add(
          () ->
              of(
                  rule.id(),
                  departures(
                      sets,
                      source -> !source.isOfPairs(),
                      some -> Conformance.departures(rule, some)),
                  reason(rule, reasons)));
    }
    for (BrokenPeer peer : BrokenPeer.values()) {
      jobs.add(
          () ->
              of(
                  peer.name(),
                  departures(
                      sets, VectorSource::isLegal, some -> Conformance.departures(peer, some)),
                  Optional.ofNullable(reasons.get(peer.name()))));
    }
    for (BrokenReceiver receiver : BrokenReceiver.values()) {
      jobs.add(
          () ->
              of(
                  receiver.name(),
                  Conformance.departures(receiver, List.copyOf(sets.values())).toList(),
                  Optional.empty()));
    }
    return Parallel.all(jobs, (done, of) -> {});
  }

  /**
   * Returns what a broken reference fails of the vectors that are about what it breaks, a rule of
   * single faults or a duty towards a peer that keeps the rules; of the others if it passes these.
   */
  private static List<Departure> departures(
      Map<VectorSource, VectorSet> sets,
      Predicate<VectorSource> about,
      Function<List<VectorSet>, Stream<Departure>> failing) {
    List<Departure> departures = failing.apply(those(sets, about)).toList();
    return departures.isEmpty() ? failing.apply(those(sets, about.negate())).toList() : departures;
  }

  private static List<VectorSet> those(
      Map<VectorSource, VectorSet> sets, Predicate<VectorSource> which) {
    return sets.entrySet().stream()
        .filter(set -> which.test(set.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Counts the vectors that are about a root cause. */
  static OfPattern of(DefectPattern pattern, List<OfBroken> broken) {
    long vectors =
        broken.stream()
            .filter(one -> pattern.mutants().contains(one.reference()))
            .flatMap(one -> one.departures().stream())
            .map(Departure::vector)
            .filter(vector -> !pattern.isAfterRetry() || vector.hasRetry())
            .map(Vector::id)
            .distinct()
            .count();
    String reason = pattern.isOutOfScope() ? pattern.scope() : pattern.untold();
    return new OfPattern(
        pattern, (int) vectors, Optional.of(reason).filter(words -> !words.isEmpty()));
  }

  /** Reads the project's table of broken references that no vector can tell. */
  static Map<String, String> reasons() {
    return reasons(SURVIVORS, Csv.text(SURVIVORS, "helloagain/" + SURVIVORS));
  }

  /**
   * Reads the table of survivors.
   *
   * @throws UserError if a row names no broken reference
   */
  static Map<String, String> reasons(String place, String text) {
    Map<String, String> reasons = new TreeMap<>();
    for (Map<String, String> row : Csv.rows(place, text, COLUMNS)) {
      String reference = row.getOrDefault("reference", "");
      if (Rule.withId(reference).isEmpty() && BrokenPeer.named(reference).isEmpty()) {
        throw UserError.unusable(
            place + ": there is neither a rule nor a broken peer '" + reference + "'");
      }
      reasons.put(reference, row.getOrDefault("reason", ""));
    }
    return reasons;
  }

  /** Returns why no vector tells that a rule is unchecked: it need not be, or the table says it. */
  static Optional<String> reason(Rule rule, Map<String, String> reasons) {
    boolean isChoice =
        Arrays.stream(Profile.values()).allMatch(each -> rule.level(each) == Rule.Level.MAY);
    return isChoice
        ? Optional.of("the receiver has the choice (MAY)")
        : Optional.ofNullable(reasons.get(rule.id()));
  }

  /** Judges what became of a broken reference. */
  static OfBroken of(String reference, List<Departure> departures, Optional<String> reason) {
    return new OfBroken(
        reference,
        departures,
        departures.isEmpty() ? reason : Optional.empty(),
        departures.isEmpty() == reason.isPresent());
  }
}
