package helloagain.refinement.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Remembers what peers make of what they read: the same peer that reads the same does the same.
 * Confined to one thread.
 *
 * @param <S> the states of the peers' machines
 */
final class Readings<S> {
  private final Map<Reading<S>, List<Outcome<S>>> known = new HashMap<>();

  private record Reading<S>(Peer<S> peer, Packet packet) {}

  /**
   * Returns what a peer may make of a packet, each once.
   *
   * @param read lets it read; a failure becomes an outcome that the specification does not have
   */
  List<Outcome<S>> of(Peer<S> peer, Packet packet, Supplier<Stream<Outcome<S>>> read) {
    return known.computeIfAbsent(
        new Reading<>(peer, packet),
        reading -> {
          try {
            return read.get().distinct().toList();
          } catch (IllegalStateException | IllegalArgumentException e) {
            return List.of(new Outcome<>("the reference failed: " + e, peer, List.of()));
          }
        });
  }
}
