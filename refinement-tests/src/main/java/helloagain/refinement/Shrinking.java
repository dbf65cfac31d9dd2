package helloagain.refinement;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;

/** Makes what was drawn smaller by jqwik, as long as it still shows what it showed. */
final class Shrinking {
  /** A run takes milliseconds, and what jqwik has left after these is made short otherwise. */
  private static final int MAX_TRIES = 1000;

  private Shrinking() {}

  /**
   * Holds what was drawn and what it showed.
   *
   * @param <T> what is drawn
   * @param <V> what it shows
   */
  record Found<T, V>(T drawn, V shown) {}

  /**
   * Follows the first smaller value that still shows something, until none does.
   *
   * @param show returns what a value shows, or nothing
   */
  static <T, V> Found<T, V> smallest(Shrinkable<T> drawn, V shown, Function<T, Optional<V>> show) {
    Found<T, V> smallest = new Found<>(drawn.value(), shown);
    Iterator<Shrinkable<T>> candidates = drawn.shrink().iterator();
    // Candidates are made one by one: there may be very many of them, and few are looked at.
    for (int tries = 0; tries < MAX_TRIES && candidates.hasNext(); tries++) {
      Shrinkable<T> candidate = candidates.next();
      Optional<V> still = show.apply(candidate.value());
      if (still.isPresent()) {
        smallest = new Found<>(candidate.value(), still.orElseThrow());
        candidates = candidate.shrink().iterator();
      }
    }
    return smallest;
  }

  /**
   * Leaves out one thing after the other, until nothing can be left out: without any single one of
   * what {@code shorter} leaves out, the result shows nothing any more.
   *
   * @param shorter returns what is left of a value without each of the things that it can do
   *     without
   */
  static <T, V> Found<T, V> shortest(
      Found<T, V> found, Function<T, Stream<T>> shorter, Function<T, Optional<V>> show) {
    Found<T, V> shortest = found;
    Iterator<T> candidates = shorter.apply(found.drawn()).iterator();
    while (candidates.hasNext()) {
      T candidate = candidates.next();
      Optional<V> still = show.apply(candidate);
      if (still.isPresent()) {
        shortest = new Found<>(candidate, still.orElseThrow());
        candidates = shorter.apply(candidate).iterator();
      }
    }
    return shortest;
  }
}
