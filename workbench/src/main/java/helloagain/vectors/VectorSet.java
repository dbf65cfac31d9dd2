package helloagain.vectors;

import helloagain.refinement.graph.Side;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is what one file holds: tests of one role, with the peers and messages that they name.
 *
 * @param role who is tested
 * @param peers what the tested peer has to be like, by id
 * @param messages what is sent, by id
 * @param vectors the tests, by id
 */
public record VectorSet(
    Side role,
    SortedMap<String, TestedPeer> peers,
    SortedMap<String, Message> messages,
    SortedMap<String, Vector> vectors) {
  /** Copies the maps. */
  public VectorSet {
    peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
    vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
  }

  /** Tells whether a vector has records, so that it is of the record layer as well. */
  boolean isOfRecords(Vector vector) {
    return vector.steps().stream()
        .map(step -> messages.get(step.message()))
        .anyMatch(
            message -> message != null && message.content() instanceof Message.Content.Records);
  }

  /** Returns the id of a peer or message that a test names and that is not there. */
  Optional<String> missing() {
    return vectors.values().stream()
        .flatMap(
            vector ->
                Stream.concat(
                    vector.peers().stream().filter(id -> !peers.containsKey(id)),
                    vector.steps().stream()
                        .map(Vector.Step::message)
                        .filter(id -> !messages.containsKey(id))))
        .findFirst();
  }

  /**
   * Returns the set without some vectors, and without the messages and peers that only they name.
   */
  public VectorSet without(Set<String> ids) {
    SortedMap<String, Vector> left = new TreeMap<>(vectors);
    left.keySet().removeAll(ids);
    return with(left);
  }

  /** Returns the set with these vectors alone. */
  private VectorSet with(Map<String, Vector> left) {
    SortedMap<String, TestedPeer> namedPeers = new TreeMap<>(peers);
    namedPeers
        .keySet()
        .retainAll(
            left.values().stream()
                .flatMap(vector -> vector.peers().stream())
                .collect(Collectors.toSet()));
    SortedMap<String, Message> namedMessages = new TreeMap<>(messages);
    namedMessages
        .keySet()
        .retainAll(
            left.values().stream()
                .flatMap(vector -> vector.steps().stream())
                .map(Vector.Step::message)
                .collect(Collectors.toSet()));
    return new VectorSet(role, namedPeers, namedMessages, new TreeMap<>(left));
  }
}
