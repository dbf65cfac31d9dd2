package helloagain.vectors;

import helloagain.refinement.graph.BoundedWorld;
import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Conversations;
import helloagain.refinement.graph.Setting;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Says which worlds a published file is made of. */
public enum VectorSource {
  /** A server that keeps the rules. */
  CLIENT_LEGAL(
      "client-legal",
      "Clients told by servers that keep the rules",
      Side.CLIENT,
      1,
      BoundedWorld.HONEST,
      BoundedWorld.RESUMPTION),
  /** A server that breaks one. */
  CLIENT_FAULTS(
      "client-faults",
      "Clients told with one fault in a connection",
      Side.CLIENT,
      1,
      BoundedWorld.HOSTILE_SERVER),
  /** The same to clients with PSKs. */
  CLIENT_PSK_FAULTS(
      "client-psk-faults",
      "Clients with PSKs told with one fault in a connection",
      Side.CLIENT,
      1,
      BoundedWorld.RESUMPTION_HOSTILE_SERVER),
  /** A client that keeps the rules. */
  SERVER_LEGAL(
      "server-legal",
      "Servers told by clients that keep the rules",
      Side.SERVER,
      1,
      BoundedWorld.HONEST,
      BoundedWorld.RESUMPTION),
  /** A client that breaks one. */
  SERVER_FAULTS(
      "server-faults",
      "Servers told with one fault in a connection",
      Side.SERVER,
      1,
      BoundedWorld.HOSTILE_CLIENT),
  /** The same to servers with PSKs. */
  SERVER_PSK_FAULTS(
      "server-psk-faults",
      "Servers with PSKs told with one fault in a connection",
      Side.SERVER,
      1,
      BoundedWorld.RESUMPTION_HOSTILE_CLIENT),
  /** Shares with every kind of value. */
  CLIENT_VALUES(
      "client-values", "Clients told shares of every group", Side.CLIENT, ScriptedVectors::values),
  /** Octets that are out of order. */
  CLIENT_OCTETS(
      "client-octets",
      "Clients told hellos that do not parse",
      Side.CLIENT,
      ScriptedVectors::octets),
  /** Shares with every kind of value. */
  SERVER_VALUES(
      "server-values", "Servers told shares of every group", Side.SERVER, ScriptedVectors::values),
  /** Octets that are out of order. */
  SERVER_OCTETS(
      "server-octets",
      "Servers told hellos that do not parse",
      Side.SERVER,
      ScriptedVectors::octets),
  /** GREASE, which a server passes over. */
  SERVER_GREASE(
      "server-grease",
      "Servers told hellos with GREASE",
      Side.SERVER,
      (role, profile) -> ScriptedVectors.grease(profile)),
  /** Records in each way, right and wrong. */
  CLIENT_RECORDS("client-records", "Clients told hellos in all kinds of records", Side.CLIENT),
  /** Records in each way, right and wrong. */
  SERVER_RECORDS("server-records", "Servers told hellos in all kinds of records", Side.SERVER),
  /** A server that breaks two at most; what has one fault is elsewhere. */
  CLIENT_PAIRS(
      "client-pairs",
      "Clients told with two faults in a connection",
      Side.CLIENT,
      2,
      BoundedWorld.HOSTILE_SERVER),
  /** A client that breaks two at most; what has one fault is elsewhere. */
  SERVER_PAIRS(
      "server-pairs",
      "Servers told with two faults in a connection",
      Side.SERVER,
      2,
      BoundedWorld.HOSTILE_CLIENT);

  private final String title;
  private final String sentence;
  private final Side role;
  private final int faults;
  private final List<BoundedWorld> worlds;
  private final Script script;

  VectorSource(String title, String sentence, Side role, int faults, BoundedWorld... worlds) {
    this.title = title;
    this.sentence = sentence;
    this.role = role;
    this.faults = faults;
    this.worlds = List.of(worlds);
    this.script = (maker, side, profile) -> {};
  }

  VectorSource(
      String title,
      String sentence,
      Side role,
      BiFunction<Side, Profile, List<Conversation>> scripted) {
    this.title = title;
    this.sentence = sentence;
    this.role = role;
    this.faults = 1;
    this.worlds = List.of();
    this.script = (maker, side, profile) -> maker.add(profile, scripted.apply(side, profile));
  }

  VectorSource(String title, String sentence, Side role) {
    this.title = title;
    this.sentence = sentence;
    this.role = role;
    this.faults = 1;
    this.worlds = List.of();
    this.script = RecordVectors::addTo;
  }

  /** Makes vectors of no world. */
  @FunctionalInterface
  private interface Script {
    void addTo(VectorMaker maker, Side role, Profile profile);
  }

  /** Returns the name of the file without its ending. */
  public String title() {
    return title;
  }

  /** Returns who is tested. */
  public Side role() {
    return role;
  }

  /** Returns what the file is about. */
  public String sentence() {
    return sentence;
  }

  /** Tells whether the other peer keeps the rules, so that it is the tested one that may not. */
  public boolean isLegal() {
    return this == CLIENT_LEGAL || this == SERVER_LEGAL;
  }

  /** Tells whether two faults come together, which makes many tests. */
  public boolean isOfPairs() {
    return faults > 1;
  }

  /** Returns the source of the same tests with one fault, if this one has two. */
  public Optional<VectorSource> singles() {
    return switch (this) {
      case CLIENT_PAIRS -> Optional.of(CLIENT_FAULTS);
      case SERVER_PAIRS -> Optional.of(SERVER_FAULTS);
      default -> Optional.empty();
    };
  }

  /** Tells whether its file is compressed, for it has many tests. */
  public boolean isLarge() {
    return !worlds.isEmpty() && this != CLIENT_LEGAL;
  }

  /** Finds a source by the name of its file. */
  public static Optional<VectorSource> titled(String title) {
    return Arrays.stream(values()).filter(source -> source.title.equals(title)).findFirst();
  }

  /**
   * Is what comes of the worlds.
   *
   * @param set the vectors
   * @param worlds the conversations that they were made of, by world and document
   */
  public record Made(VectorSet set, List<OfWorld> worlds) {
    /** Copies the list. */
    public Made {
      worlds = List.copyOf(worlds);
    }

    /** Returns how many edges are the tested peer's, or tell it something; none without a world. */
    public long edges() {
      return worlds.stream().mapToLong(world -> world.conversations().edges()).sum();
    }

    /** Returns how many of them these vectors take. */
    public long taken(Set<String> ids) {
      return worlds.stream()
          .mapToLong(
              world -> world.conversations().taken(place -> ids.contains(world.ids().get(place))))
          .sum();
    }
  }

  /**
   * Is what comes of a world by one document.
   *
   * @param ids the id of the vector of each conversation of the cover, in order
   */
  record OfWorld(Conversations conversations, List<String> ids) {
    /** Copies the list. */
    OfWorld {
      ids = List.copyOf(ids);
    }
  }

  /** Makes the vectors of both documents. */
  public Made make() {
    VectorMaker maker = new VectorMaker(role);
    List<OfWorld> made = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      script.addTo(maker, role, profile);
      for (BoundedWorld world : worlds) {
        Conversations conversations =
            Conversations.with(role, Setting.of(world, profile).withFaults(faults));
        made.add(new OfWorld(conversations, maker.add(profile, conversations.cover())));
      }
    }
    return new Made(maker.set(), made);
  }
}
