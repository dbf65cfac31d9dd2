package helloagain.workbench;

import helloagain.vectors.VectorFile;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the published files of the graphs. */
final class VectorFiles {
  private VectorFiles() {}

  /**
   * Is what comes of a source.
   *
   * @param source where it is from
   * @param text the text of the file
   * @param set what it holds
   * @param edges how many edges of the worlds are the tested peer's, or tell it something
   * @param taken how many of them the vectors take, those of single faults included
   */
  record Made(VectorSource source, String text, VectorSet set, long edges, long taken) {}

  /** Makes the files of sources; what has one fault is not among the pairs as well. */
  static List<Made> make(List<VectorSource> sources) {
    List<Made> all = new ArrayList<>();
    for (VectorSource source : sources) {
      VectorSource.Made made = source.make();
      VectorSet set =
          source.singles().map(singles -> made.set().without(ids(singles, all))).orElse(made.set());
      all.add(
          new Made(
              source,
              new VectorFile(source.title(), source.sentence(), set, VectorNotes.of(set)).text(),
              set,
              made.edges(),
              made.taken()));
    }
    return all;
  }

  private static Set<String> ids(VectorSource source, List<Made> made) {
    Optional<Made> known = made.stream().filter(one -> one.source() == source).findFirst();
    return known.map(Made::set).orElseGet(() -> source.make().set()).vectors().keySet();
  }
}
