package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.vectors.Conformance;
import helloagain.vectors.Conformance.Departure;
import helloagain.vectors.KeyFile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Verifies published vectors: they are what the graphs give, the reference conforms to all, and
 * each reference that is broken on purpose fails one.
 *
 * @param files what became of each file
 * @param broken what became of each broken reference
 * @param keysAsMade whether the file of private keys is what the pool gives, if it was looked at
 */
record VectorVerification(List<OfFile> files, List<OfBroken> broken, Optional<Boolean> keysAsMade) {
  /** The table of broken references that no vector can tell. */
  static final String SURVIVORS = "vectors/survivors.csv";

  private static final List<String> COLUMNS = List.of("reference", "reason");

  /** Copies the lists. */
  VectorVerification {
    files = List.copyOf(files);
    broken = List.copyOf(broken);
  }

  /** Says what became of vectors alone. */
  VectorVerification(List<OfFile> files, List<OfBroken> broken) {
    this(files, broken, Optional.empty());
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
   * @param departure the first vector that it fails
   * @param reason why none tells it, if so
   * @param holds whether it is caught, or the reason is a good one
   */
  record OfBroken(
      String reference, Optional<Departure> departure, Optional<String> reason, boolean holds) {}

  boolean holds() {
    return (keysAsMade.isPresent() || !files.isEmpty())
        && keysAsMade.orElse(true)
        && files.stream().allMatch(OfFile::holds)
        && broken.stream().allMatch(OfBroken::holds);
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
    List<VectorSet> sets = new ArrayList<>();
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
      sets.add(set);
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
    return new VectorVerification(
        files,
        judgesBroken ? broken(sets) : List.of(),
        withKeys ? Optional.of(areKeysAsMade(KeyFile.in(folder))) : Optional.empty());
  }

  private static boolean areKeysAsMade(Path file) throws IOException {
    return Files.isRegularFile(file) && VectorStore.text(file).equals(KeyFile.text());
  }

  private static List<Departure> departures(VectorSet set) throws InterruptedException {
    List<Callable<Optional<Departure>>> jobs = new ArrayList<>();
    set.vectors().values().forEach(vector -> jobs.add(() -> Conformance.departure(set, vector)));
    return Parallel.all(jobs, (done, of) -> {}).stream().flatMap(Optional::stream).toList();
  }

  private static List<OfBroken> broken(List<VectorSet> sets) throws InterruptedException {
    Map<String, String> reasons = reasons(SURVIVORS, text(SourceTree.file(SURVIVORS)));
    List<Callable<OfBroken>> jobs = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      jobs.add(() -> ofRule(rule, sets, Optional.ofNullable(reasons.get(rule.id()))));
    }
    for (BrokenPeer peer : BrokenPeer.values()) {
      jobs.add(
          () ->
              of(
                  peer.name(),
                  Conformance.departure(peer, sets),
                  Optional.ofNullable(reasons.get(peer.name()))));
    }
    return Parallel.all(jobs, (done, of) -> {});
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

  private static String text(Path table) {
    try {
      return Files.readString(table);
    } catch (IOException e) {
      throw UserError.unusable(table + ": " + e.getMessage());
    }
  }

  private static OfBroken ofRule(Rule rule, List<VectorSet> sets, Optional<String> reason) {
    boolean isChoice =
        Arrays.stream(Profile.values()).allMatch(each -> rule.level(each) == Rule.Level.MAY);
    return of(
        rule.id(),
        Conformance.departure(rule, sets),
        isChoice ? Optional.of("the receiver has the choice (MAY)") : reason);
  }

  /** Judges what became of a broken reference. */
  static OfBroken of(String reference, Optional<Departure> departure, Optional<String> reason) {
    return new OfBroken(
        reference,
        departure,
        departure.isPresent() ? Optional.empty() : reason,
        departure.isPresent() != reason.isPresent());
  }
}
