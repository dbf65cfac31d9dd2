package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.message.Bytes;
import helloagain.message.ContentType;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.server.ServerConfig;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

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

  private static final Message.OneRecord CHANGE_CIPHER_SPEC =
      Wire.record(ContentType.CHANGE_CIPHER_SPEC, "01");

  private static final Message.OneRecord APPLICATION_DATA =
      Wire.record(ContentType.APPLICATION_DATA, Wire.octets(Bytes.repeat(0x5a, 64)));

  /** Groups that clients list, and of one of which they have no share at once. */
  private static final List<NamedGroup> RETRIED =
      List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1);

  /** EncryptedExtensions without any (4.3.1). */
  private static final Bytes ENCRYPTED_EXTENSIONS = Bytes.hex("080000020000");

  /** More than any receiver need drop, and more than the reference does. */
  private static final int MANY = 40;

  private final RecordHellos hellos;
  private final TestedPeer peer;
  private final List<Script> scripts = new ArrayList<>();

  private RecordScripts(RecordHellos hellos, TestedPeer peer) {
    this.hellos = hellos;
    this.peer = peer;
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
  private record Turn(List<Line> before, String name, List<Part> hello, List<Line> after) {}

  /** Returns the scripts for a role. */
  static List<Script> of(Side role, Profile profile) {
    List<Script> scripts = new ArrayList<>();
    if (role == Side.CLIENT) {
      RETRIED.forEach(group -> scripts.addAll(toClient(profile, group)));
    } else {
      scripts.addAll(toServer(profile));
      scripts.addAll(toServerWithCookie(profile));
    }
    return scripts;
  }

  // To a client.

  private static List<Script> toClient(Profile profile, NamedGroup retriedGroup) {
    RecordHellos hellos = new RecordHellos(profile);
    ClientConfig client =
        hellos.client(List.of(NamedGroup.X25519, retriedGroup), Set.of(NamedGroup.X25519));
    RecordScripts to = new RecordScripts(hellos, TestedPeer.Client.of(client));
    Lifting lifting =
        new Lifting(
            profile, new Conversation(Optional.of(client), Optional.empty(), List.of()), List.of());
    Bytes first = hellos.first(client);
    Bytes retry = hellos.answer(hellos.server(retriedGroup), first);
    Bytes reply = hellos.answer(hellos.server(NamedGroup.X25519), first);
    Bytes last = hellos.answer(hellos.server(retriedGroup), first, hellos.second(client, retry));
    List<Part> retryParts = lifting.parts(retry);
    List<Part> lastParts = lifting.parts(last);
    Line retried = whole("HelloRetryRequest", retryParts);
    Line replied = whole("ServerHello", lastParts);
    Turn atOnce = new Turn(List.of(), "ServerHello", lifting.parts(reply), List.of());
    Turn retries = new Turn(List.of(), "HelloRetryRequest", retryParts, List.of(replied));
    Turn again = new Turn(List.of(retried), "ServerHello", lastParts, List.of());
    for (Turn turn : List.of(atOnce, retries, again)) {
      to.legal(turn);
      to.changeCipherSpecs(turn);
    }
    to.faults(atOnce);
    to.faults(again);
    to.glued(atOnce, Wire.octets(ENCRYPTED_EXTENSIONS), "EncryptedExtensions");
    to.glued(retries, lastParts, "a ServerHello");
    to.glued(again, Wire.octets(ENCRYPTED_EXTENSIONS), "EncryptedExtensions");
    to.afterKeys(atOnce, ENCRYPTED_EXTENSIONS, "EncryptedExtensions in the clear");
    to.afterKeys(again, ENCRYPTED_EXTENSIONS, "EncryptedExtensions in the clear");
    int overhead =
        hellos.answer(hellos.server(retriedGroup, Optional.of(Bytes.repeat(0, 1))), first).size()
            - 1;
    for (int size : List.of(TlsRecord.MAX_PLAINTEXT_LENGTH + 1, 16640, 16641)) {
      Optional<Bytes> cookie = Optional.of(Bytes.repeat(0, size - overhead));
      to.tell(
          inOneRecord(
              "HelloRetryRequest with a long cookie in a record of " + size + " octets",
              Wire.shortened(
                  lifting.parts(hellos.answer(hellos.server(retriedGroup, cookie), first)))));
    }
    return to.scripts;
  }

  // To a server.

  private static List<Script> toServer(Profile profile) {
    RecordHellos hellos = new RecordHellos(profile);
    ServerConfig server = hellos.server(NamedGroup.SECP256R1);
    RecordScripts to = new RecordScripts(hellos, TestedPeer.Server.of(server));
    ClientConfig sharing =
        hellos.client(List.of(NamedGroup.SECP256R1), Set.of(NamedGroup.SECP256R1));
    ClientConfig bare = hellos.client(List.of(NamedGroup.SECP256R1), Set.of());
    Bytes shared = hellos.first(sharing);
    Bytes first = hellos.first(bare);
    Bytes second = hellos.second(bare, hellos.answer(server, first));
    Turn atOnce = new Turn(List.of(), "ClientHello", Wire.octets(shared), List.of());
    to.legal(atOnce);
    to.octetByOctet(atOnce);
    to.changeCipherSpecBehind(atOnce);
    to.tell(line("change_cipher_spec, then ClientHello", CHANGE_CIPHER_SPEC, atOnce.hello()));
    to.faults(atOnce);
    to.glued(atOnce, atOnce.hello(), "the ClientHello again");
    to.afterKeys(atOnce, shared, "the ClientHello again");
    to.lengths(sharing);
    Turn again = to.retried(Wire.octets(first), Wire.octets(second));
    to.octetByOctet(again);
    to.glued(retries(Wire.octets(first)), Wire.octets(second), "a second ClientHello");
    to.glued(again, Wire.octets(second), "the second ClientHello again");
    to.afterKeys(again, second, "the second ClientHello again");
    to.earlyData(server);
    return to.scripts;
  }

  /** A server that sends a cookie may not know whether there was a hello before (4.2.2). */
  private static List<Script> toServerWithCookie(Profile profile) {
    RecordHellos hellos = new RecordHellos(profile);
    ServerConfig server =
        hellos.server(NamedGroup.SECP256R1, Optional.of(MessageConcretion.COOKIE));
    RecordScripts to = new RecordScripts(hellos, TestedPeer.Server.of(server));
    ClientConfig bare = hellos.client(List.of(NamedGroup.SECP256R1), Set.of());
    Bytes first = hellos.first(bare);
    Bytes second = hellos.second(bare, hellos.answer(server, first));
    to.retried(
        Wire.octets(first),
        Templates.ofHello(second, Optional.of(MessageConcretion.COOKIE), Set.of()));
    return to.scripts;
  }

  /**
   * Tells a server two hellos.
   *
   * @return the turn of the second
   */
  private Turn retried(List<Part> first, List<Part> second) {
    Turn early =
        new Turn(
            List.of(), retries(first).name(), first, List.of(whole("second ClientHello", second)));
    Turn again =
        new Turn(List.of(whole(early.name(), first)), "second ClientHello", second, List.of());
    legal(early);
    legal(again);
    changeCipherSpecBehind(early);
    changeCipherSpecs(again);
    faults(again);
    return again;
  }

  private static Turn retries(List<Part> first) {
    return new Turn(List.of(), "ClientHello without a share", first, List.of());
  }

  private void octetByOctet(Turn turn) {
    int size = Part.octets(turn.hello(), any -> Bytes.EMPTY).size();
    tell(
        turn,
        line(
            turn.name() + ", each octet in a record of its own",
            Wire.fragments(turn.hello(), IntStream.range(1, size).boxed().toList())));
  }

  private void lengths(ClientConfig sharing) {
    int most = TlsRecord.MAX_PLAINTEXT_LENGTH;
    List<Part> tooLong = padded(sharing, most + 1);
    tell(
        inOneRecord(
            "ClientHello with padding in a record of " + most + " octets", padded(sharing, most)));
    tell(
        line(
            "ClientHello with padding in records of " + most + " octets and of 1",
            Wire.fragments(tooLong, List.of(most))));
    for (int size : List.of(most + 1, most + 256, most + 257, 0xffff)) {
      tell(
          inOneRecord(
              "ClientHello with padding in a record of " + size + " octets",
              padded(sharing, size)));
    }
  }

  private List<Part> padded(ClientConfig client, int size) {
    return Wire.shortened(Wire.octets(hellos.firstOfSize(client, size)));
  }

  /** 4.2.10: after a HelloRetryRequest a server skips early data that a client had announced. */
  private void earlyData(ServerConfig server) {
    ClientConfig client = hellos.clientWithEarlyData(NamedGroup.SECP256R1);
    Bytes first = hellos.first(client);
    List<Part> second = Wire.octets(hellos.second(client, hellos.answer(server, first)));
    Line announced = whole("ClientHello with early data under an unknown PSK", Wire.octets(first));
    tell(announced, line("early data, then second ClientHello", APPLICATION_DATA, second));
    tell(
        announced,
        line(
            "early data, change_cipher_spec, early data, then second ClientHello",
            List.of(
                APPLICATION_DATA, CHANGE_CIPHER_SPEC, APPLICATION_DATA, Wire.handshake(second))));
  }

  // To either.

  /** Tells a hello in records of other versions, and in fragments. */
  private void legal(Turn turn) {
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
  private void changeCipherSpecs(Turn turn) {
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

  private void changeCipherSpecBehind(Turn turn) {
    tell(
        turn,
        line(
            turn.name() + ", then change_cipher_spec",
            List.of(Wire.handshake(turn.hello()), CHANGE_CIPHER_SPEC)));
  }

  /** Tells a hello with a record before it, or between its fragments, that is not as it should. */
  private void faults(Turn turn) {
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
  private void glued(Turn turn, List<Part> more, String words) {
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
  private void afterKeys(Turn turn, Bytes message, String words) {
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

  private static Line whole(String words, List<Part> message) {
    return new Line(words, new Message.Content.Handshake(message), false);
  }

  private static Line line(String words, List<Message.OneRecord> records) {
    return new Line(words, new Message.Content.Records(records), false);
  }

  private static Line line(String words, Message.OneRecord before, List<Part> hello) {
    return line(words, List.of(before, Wire.handshake(hello)));
  }

  private static Line inOneRecord(String words, List<Part> handshake) {
    return line(words, List.of(Wire.handshake(handshake)));
  }

  private void tell(Line... lines) {
    scripts.add(new Script(peer, List.of(lines)));
  }

  /** Tells a hello that is in order, and goes on as long as it goes on. */
  private void tell(Turn turn, Line hello) {
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
