package helloagain.workbench;

import helloagain.refinement.BrokenPeer;
import helloagain.rule.Profile;
import helloagain.rule.Rule;
import helloagain.vectors.Conformance;
import helloagain.vectors.Conformance.Departure;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Verifies published vectors: they are what the graphs give, the reference conforms to all, and
 * each reference that is broken on purpose fails one.
 *
 * @param files what became of each file
 * @param broken what became of each broken reference
 */
record VectorVerification(List<OfFile> files, List<OfBroken> broken) {
  /** The table of broken references that no vector can tell. */
  static final String SURVIVORS = "vectors/survivors.csv";

  private static final List<String> COLUMNS = List.of("reference", "reason");

  /** Copies the lists. */
  VectorVerification {
    files = List.copyOf(files);
    broken = List.copyOf(broken);
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
    return !files.isEmpty()
        && files.stream().allMatch(OfFile::holds)
        && broken.stream().allMatch(OfBroken::holds);
  }

  /**
   * Verifies files.
   *
   * @param folder where they are
   * @param sources which; the broken references are judged by all of these together, and only where
   *     these are all that have no pairs
   */
  static VectorVerification of(Path folder, List<VectorSource> sources)
      throws InterruptedException, IOException {
    List<VectorSet> sets = new ArrayList<>();
    List<OfFile> files = new ArrayList<>();
    for (VectorFiles.Made made : VectorFiles.make(sources)) {
      Path file = VectorStore.file(folder, made.source());
      VectorSet set = VectorsCommand.read(folder, made.source());
      sets.add(set);
      files.add(
          new OfFile(
              made.source(),
              VectorStore.text(file).equals(made.text()),
              set.vectors().size(),
              departures(set),
              made.edges(),
              made.taken()));
    }
    boolean judgesBroken =
        sources.containsAll(
            Arrays.stream(VectorSource.values()).filter(source -> !source.isOfPairs()).toList());
    return new VectorVerification(files, judgesBroken ? broken(sets) : List.of());
  }

  private static List<Departure> departures(VectorSet set) throws InterruptedException {
    List<Callable<Optional<Departure>>> jobs = new ArrayList<>();
    set.vectors().values().forEach(vector -> jobs.add(() -> Conformance.departure(set, vector)));
    return Parallel.all(jobs, (done, of) -> {}).stream().flatMap(Optional::stream).toList();
  }

  private static List<OfBroken> broken(List<VectorSet> sets) throws InterruptedException {
    Map<String, String> reasons = new TreeMap<>();
    Path table = SourceTree.file(SURVIVORS);
    for (Map<String, String> row : Csv.rows(SURVIVORS, text(table), COLUMNS)) {
      reasons.put(row.getOrDefault("reference", ""), row.getOrDefault("reason", ""));
    }
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

  private static OfBroken of(
      String reference, Optional<Departure> departure, Optional<String> reason) {
    return new OfBroken(
        reference,
        departure,
        departure.isPresent() ? Optional.empty() : reason,
        departure.isPresent() != reason.isPresent());
  }
}
