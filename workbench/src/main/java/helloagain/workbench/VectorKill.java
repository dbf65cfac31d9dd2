package helloagain.workbench;

import helloagain.refinement.graph.Side;
import helloagain.rule.Rule;
import helloagain.vectors.BrokenReceiver;
import helloagain.vectors.Conformance;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names a published vector that a reference without a rule fails.
 *
 * @param file the file that it is in
 * @param id the vector
 */
record VectorKill(String file, String id) {
  /** Keeps the files once they are read. */
  private static final class Files {
    static final Map<VectorSource, VectorSet> SETS = read();

    private static Map<VectorSource, VectorSet> read() {
      Map<VectorSource, VectorSet> sets = new EnumMap<>(VectorSource.class);
      Arrays.stream(VectorSource.values())
          .filter(source -> !source.isOfPairs())
          .forEach(source -> sets.put(source, VectorStore.packaged(source)));
      return sets;
    }
  }

  /**
   * Finds the first one of a rule for one of its receivers, among those that come along with this
   * command.
   */
  static Optional<VectorKill> first(Rule rule, Receiver receiver) {
    Side role = receiver == Receiver.CLIENT ? Side.CLIENT : Side.SERVER;
    return Files.SETS.entrySet().stream()
        .filter(file -> file.getKey().role() == role)
        .flatMap(file -> failed(rule, file.getKey(), file.getValue()))
        .findFirst();
  }

  /** Tells whether a receiver of records that breaks a duty fails one. */
  static boolean isTold(BrokenReceiver receiver) {
    return Conformance.departures(receiver, List.copyOf(Files.SETS.values()))
        .findFirst()
        .isPresent();
  }

  private static Stream<VectorKill> failed(Rule rule, VectorSource source, VectorSet set) {
    return Conformance.departures(rule, List.of(set))
        .map(departure -> new VectorKill(source.title(), departure.vector().id()));
  }

  /** Returns the words of a page. */
  String words() {
    return "Vector: `" + id + "` in " + file + "; `./hello vectors show " + id + "`.";
  }
}
