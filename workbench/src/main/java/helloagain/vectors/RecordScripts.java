package helloagain.vectors;

import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Says what peers are told in records (RFC 8446, 5, 5.1 and D.4): hellos in every kind of records
 * that a sender may use, and with one thing wrong about these.
 */
final class RecordScripts {
  /** Some versions of records, of TLS and not; none is below 0x0300, which D.5 is about. */
  private static final List<ProtocolVersion> VERSIONS =
      List.of(
          ProtocolVersion.SSL_30,
          ProtocolVersion.TLS_10,
          ProtocolVersion.TLS_11,
          ProtocolVersion.TLS_13,
          new ProtocolVersion(0xfefd));

  /** Where a message is cut: in its header, behind it, in its fields, before its last octet. */
  private static final List<List<Integer>> CUTS =
      List.of(
          List.of(1),
          List.of(3),
          List.of(4),
          List.of(5),
          List.of(50),
          List.of(-1),
          List.of(4, 50),
          List.of(1, 2, 3, 4, 5, 6, 7, 8));

  private static final List<Integer> UNDEFINED_TYPES = List.of(0, 19, 24, 25, 64, 255);

  /** What change_cipher_spec must not hold. */
  private static final List<String> WRONG_BODIES = List.of("", "00", "02", "ff", "0101");

  /** What is dropped (5). */
  static final Message.OneRecord CHANGE_CIPHER_SPEC =
      Wire.record(ContentType.CHANGE_CIPHER_SPEC, "01");

  /** What nobody can open. */
  static final Message.OneRecord APPLICATION_DATA =
      Wire.record(ContentType.APPLICATION_DATA, Wire.octets(Bytes.repeat(0x5a, 64)));

  /** More than any receiver need drop, and more than the reference does. */
  private static final int MANY = 40;

  private final TestedPeer peer;
  private final List<Script> scripts = new ArrayList<>();

  /** Begins with nothing for this peer. */
  RecordScripts(TestedPeer peer) {
    this.peer = peer;
  }

  /** Returns what was written so far. */
  List<Script> scripts() {
    return List.copyOf(scripts);
  }

  /**
   * Is what a peer is told.
   *
   * @param lines one at least
   */
  record Script(TestedPeer peer, List<Line> lines) {
    /** Copies the list. */
    Script {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Is one message to it.
   *
   * @param mayEnd whether it may as well take this for the end, which the reference does not
   */
  record Line(String words, Message.Content content, boolean mayEnd) {}

  /**
   * Is a hello that comes at its time.
   *
   * @param before what comes before it
   * @param name what it is
   * @param hello its octets
   * @param after what may follow
   */
  record Turn(List<Line> before, String name, List<Part> hello, List<Line> after) {
    /** Copies the lists. */
    Turn {
      before = List.copyOf(before);
      hello = List.copyOf(hello);
      after = List.copyOf(after);
    }
  }

  /** Returns the scripts for a role. */
  static List<Script> of(Side role, Profile profile) {
    return role == Side.CLIENT ? ClientRecordScripts.of(profile) : ServerRecordScripts.of(profile);
  }

  /** Tells a hello in records of other versions, and in fragments. */
  void legal(Turn turn) {
    for (ProtocolVersion version : VERSIONS) {
      tell(
          turn,
          line(
              turn.name() + " in a record of version " + Wire.hex(version),
              List.of(new Message.OneRecord(ContentType.HANDSHAKE, version, turn.hello()))));
    }
    for (List<Integer> cuts : CUTS) {
      tell(turn, line(turn.name() + " cut at " + Wire.words(cuts), fragments(turn, cuts)));
    }
    List<Message.OneRecord> halves = fragments(turn, List.of(50));
    tell(
        turn,
        line(
            turn.name() + " in two records of different versions",
            List.of(Wire.with(ProtocolVersion.TLS_10, halves.get(0)), halves.get(1))));
    scripts.add(
        script(
            turn,
            List.of(
                line("the first 50 octets of " + turn.name(), List.of(halves.get(0))),
                new Line("the end of the connection", new Message.Content.Close(), false))));
  }

  private static List<Message.OneRecord> fragments(Turn turn, List<Integer> cuts) {
    return Wire.fragments(turn.hello(), cuts);
  }

  /** Puts change_cipher_spec where it is dropped. */
  void changeCipherSpecs(Turn turn) {
    Message.OneRecord hello = Wire.handshake(turn.hello());
    tell(turn, line("change_cipher_spec, then " + turn.name(), CHANGE_CIPHER_SPEC, turn.hello()));
    for (ProtocolVersion version : List.of(ProtocolVersion.SSL_30, ProtocolVersion.TLS_10)) {
      tell(
          turn,
          line(
              "change_cipher_spec in a record of version "
                  + Wire.hex(version)
                  + ", then "
                  + turn.name(),
              List.of(Wire.with(version, CHANGE_CIPHER_SPEC), hello)));
    }
    for (int count : List.of(2, 5, MANY)) {
      List<Message.OneRecord> records =
          new ArrayList<>(Collections.nCopies(count, CHANGE_CIPHER_SPEC));
      records.add(hello);
      tell(turn, line("change_cipher_spec " + count + " times, then " + turn.name(), records));
    }
    between(turn, "change_cipher_spec", CHANGE_CIPHER_SPEC);
    changeCipherSpecBehind(turn);
  }

  /** Puts change_cipher_spec behind a hello, where it is dropped as well. */
  void changeCipherSpecBehind(Turn turn) {
    tell(
        turn,
        line(
            turn.name() + ", then change_cipher_spec",
            List.of(Wire.handshake(turn.hello()), CHANGE_CIPHER_SPEC)));
  }

  /** Tells a hello with a record before it, or between its fragments, that is not as it should. */
  void faults(Turn turn) {
    for (int type : UNDEFINED_TYPES) {
      before(turn, "a record of type " + type, Wire.record(new ContentType(type), "000000"));
    }
    before(turn, "application_data", APPLICATION_DATA);
    before(turn, "application_data of no octets", empty(ContentType.APPLICATION_DATA));
    for (String body : WRONG_BODIES) {
      before(
          turn,
          "change_cipher_spec holding " + (body.isEmpty() ? "nothing" : body),
          Wire.record(ContentType.CHANGE_CIPHER_SPEC, body));
    }
    before(turn, "an alert of no octets", empty(ContentType.ALERT));
    before(turn, "an alert of 1 octet", Wire.record(ContentType.ALERT, "02"));
    afterAnAlert(turn, "an alert of 3 octets", "022800");
    afterAnAlert(turn, "two alerts in a record", "02280228");
    before(turn, "an empty handshake fragment", empty(ContentType.HANDSHAKE));
    between(turn, "an empty handshake fragment", empty(ContentType.HANDSHAKE));
    between(turn, "application_data", APPLICATION_DATA);
    between(turn, "a fatal alert", Wire.record(ContentType.ALERT, "0228"));
    between(turn, "close_notify", Wire.record(ContentType.ALERT, "0100"));
  }

  private static Message.OneRecord empty(ContentType type) {
    return new Message.OneRecord(type, ProtocolVersion.TLS_12, List.of());
  }

  private void before(Turn turn, String words, Message.OneRecord record) {
    scripts.add(script(turn, List.of(line(words + ", then " + turn.name(), record, turn.hello()))));
  }

  /** Who reads the alert before it sees what follows in its record is told of the end (6.2). */
  private void afterAnAlert(Turn turn, String words, String fragment) {
    Line line =
        line(
            words + ", then " + turn.name(),
            Wire.record(ContentType.ALERT, fragment),
            turn.hello());
    scripts.add(script(turn, List.of(new Line(line.words(), line.content(), true))));
  }

  private void between(Turn turn, String words, Message.OneRecord record) {
    List<Message.OneRecord> halves = fragments(turn, List.of(50));
    scripts.add(
        script(
            turn,
            List.of(
                line(
                    words + " between the fragments of " + turn.name(),
                    List.of(halves.get(0), record, halves.get(1))))));
  }

  /** Puts more into the record in which a hello ends: an octet, or a message. */
  void glued(Turn turn, List<Part> more, String words) {
    List<Part> both = new ArrayList<>(turn.hello());
    both.addAll(more);
    scripts.add(
        script(turn, List.of(inOneRecord(turn.name() + " and " + words + " in one record", both))));
    List<Part> octet = new ArrayList<>(turn.hello());
    octet.addAll(Wire.slice(more, 0, OptionalInt.of(1)));
    String first = " and the first octet of " + words;
    scripts.add(script(turn, List.of(inOneRecord(turn.name() + first + " in one record", octet))));
    List<Message.OneRecord> halves = fragments(turn, List.of(50));
    List<Part> rest = new ArrayList<>(halves.get(1).parts());
    rest.addAll(Wire.slice(more, 0, OptionalInt.of(1)));
    scripts.add(
        script(
            turn,
            List.of(
                line(
                    turn.name() + " in fragments" + first + " in the last",
                    List.of(halves.get(0), Wire.handshake(rest))))));
  }

  /** Tells a peer that has its keys a record that does not open, or is none for this time. */
  void afterKeys(Turn turn, Bytes message, String words) {
    List<Message.OneRecord> wrong =
        List.of(
            APPLICATION_DATA,
            Wire.record(
                ContentType.APPLICATION_DATA,
                List.of(new Part.Zeros(TlsRecord.MAX_CIPHERTEXT_LENGTH + 1))),
            Wire.handshake(Wire.octets(message)),
            Wire.record(new ContentType(24), "000000"),
            Wire.record(ContentType.CHANGE_CIPHER_SPEC, "02"));
    List<String> names =
        List.of(
            "a record that does not open",
            "a record of " + (TlsRecord.MAX_CIPHERTEXT_LENGTH + 1) + " octets",
            words,
            "a record of type 24",
            "change_cipher_spec holding 02");
    for (int i = 0; i < wrong.size(); i++) {
      scripts.add(
          script(
              turn,
              List.of(
                  whole(turn.name(), turn.hello()), line(names.get(i), List.of(wrong.get(i))))));
    }
  }

  // Lines.

  /** Makes a line of a message that the sender puts into records as it likes. */
  static Line whole(String words, List<Part> message) {
    return new Line(words, new Message.Content.Handshake(message), false);
  }

  /** Makes a line of records. */
  static Line line(String words, List<Message.OneRecord> records) {
    return new Line(words, new Message.Content.Records(records), false);
  }

  /** Makes a line of a record and a hello in one of its own. */
  static Line line(String words, Message.OneRecord before, List<Part> hello) {
    return line(words, List.of(before, Wire.handshake(hello)));
  }

  /** Makes a line of one record with what handshake messages make. */
  static Line inOneRecord(String words, List<Part> handshake) {
    return line(words, List.of(Wire.handshake(handshake)));
  }

  /** Tells these lines alone. */
  void tell(Line... lines) {
    scripts.add(new Script(peer, List.of(lines)));
  }

  /** Tells a hello that is in order, and goes on as long as it goes on. */
  void tell(Turn turn, Line hello) {
    List<Line> lines = new ArrayList<>(List.of(hello));
    lines.addAll(turn.after());
    scripts.add(script(turn, lines));
  }

  private Script script(Turn turn, List<Line> lines) {
    List<Line> all = new ArrayList<>(turn.before());
    all.addAll(lines);
    return new Script(peer, all);
  }
}
