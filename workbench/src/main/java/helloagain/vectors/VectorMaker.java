package helloagain.vectors;

import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes vectors of conversations. What comes out the same for several peers is one vector. */
final class VectorMaker {
  private final Side role;
  private final SortedMap<String, TestedPeer> peers = new TreeMap<>();
  private final SortedMap<String, Message> messages = new TreeMap<>();
  private final SortedMap<String, Vector> vectors = new TreeMap<>();
  private final Map<TestedPeer, String> peerIds = new LinkedHashMap<>();
  private final Map<Message.Content, String> messageIds = new LinkedHashMap<>();

  VectorMaker(Side role) {
    this.role = role;
  }

  /**
   * Adds what comes of each conversation.
   *
   * @return the ids of the vectors, in the order of the conversations
   */
  List<String> add(Profile profile, List<Conversation> conversations) {
    return conversations.stream().map(conversation -> add(profile, conversation)).toList();
  }

  private String add(Profile profile, Conversation conversation) {
    return add(
        profile,
        Lifting.lift(profile, UnknownExtensions.in(conversation)),
        conversation.told().stream().map(told -> told.wanted().action()).toList());
  }

  /**
   * Adds a vector.
   *
   * @param path the actions of the specification, one for each message
   * @return its id
   */
  String add(Profile profile, Lifting.Lifted lifted, List<String> path) {
    String peer = peerIds.computeIfAbsent(lifted.peer(), this::addPeer);
    List<Vector.Step> steps = new ArrayList<>();
    for (Lifting.Told told : lifted.told()) {
      String message =
          messageIds.computeIfAbsent(told.content(), content -> addMessage(content, told.words()));
      steps.add(new Vector.Step(message, told.expected(), told.taken()));
    }
    String id = Ids.ofSteps(role, steps);
    Vector before = vectors.get(id);
    Set<String> documents = before == null ? new TreeSet<>() : new TreeSet<>(before.profiles());
    Set<String> all = before == null ? new TreeSet<>() : new TreeSet<>(before.peers());
    documents.add(profile.word());
    all.add(peer);
    vectors.put(
        id,
        new Vector(
            id,
            new TreeSet<>(documents),
            new TreeSet<>(all),
            result(steps),
            rules(steps),
            steps,
            path));
    return id;
  }

  private String addPeer(TestedPeer peer) {
    String id = Ids.of(peer);
    peers.put(id, peer);
    return id;
  }

  private String addMessage(Message.Content content, String words) {
    String id = Ids.of(content);
    messages.put(id, new Message(id, words, content));
    return id;
  }

  /** A choice that the peer has on the way is what the test is about. */
  private static Vector.Result result(List<Vector.Step> steps) {
    List<Expected> last = steps.get(steps.size() - 1).expected();
    if (last.stream().allMatch(Expected.Abort.class::isInstance)) {
      return Vector.Result.MUST_ABORT;
    }
    if (steps.stream()
        .flatMap(step -> step.expected().stream())
        .anyMatch(Expected.Abort.class::isInstance)) {
      return Vector.Result.MAY;
    }
    return last.stream().allMatch(Expected.Close.class::isInstance)
        ? Vector.Result.MUST_CLOSE
        : Vector.Result.MUST_CONTINUE;
  }

  private static SortedSet<String> rules(List<Vector.Step> steps) {
    return steps.stream()
        .flatMap(step -> step.expected().stream())
        .flatMap(
            expected ->
                expected instanceof Expected.Abort abort ? abort.rules().stream() : Stream.of())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  VectorSet set() {
    return new VectorSet(role, peers, messages, vectors);
  }
}
