package helloagain.workbench;

import helloagain.vectors.VectorFile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.util.Set;
import java.util.function.Function;

/** Makes the published files of the graphs. */
final class VectorFiles {
  private VectorFiles() {}

  /**
   * Is what comes of a source.
   *
   * @param source where it is from
   * @param set what its file holds
   * @param whole what it was made of, with what is in the file of single faults
   */
  record Made(VectorSource source, VectorSet set, VectorSource.Made whole) {
    /** Returns the text of the file. */
    String text() {
      return new VectorFile(source.title(), source.sentence(), set, VectorNotes.of(set)).text();
    }
  }

  /**
   * Makes the file of a source; what has one fault is not among the pairs as well.
   *
   * @param singles the ids of the vectors with one fault of a source of pairs
   */
  static Made make(VectorSource source, Function<VectorSource, Set<String>> singles) {
    VectorSource.Made whole = source.make();
    VectorSet set =
        source
            .singles()
            .map(single -> whole.set().without(singles.apply(single)))
            .orElse(whole.set());
    return new Made(source, set, whole);
  }
}
