package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.refinement.MessageConcretion;
import helloagain.rule.Profile;
import helloagain.server.ServerConfig;
import helloagain.wire.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Says what servers are told in records: one ClientHello, or two. */
final class ServerRecordScripts {
  private final RecordHellos hellos;
  private final RecordScripts scripts;

  private ServerRecordScripts(RecordHellos hellos, ServerConfig server) {
    this.hellos = hellos;
    this.scripts = new RecordScripts(TestedPeer.Server.of(server));
  }

  /** Returns the scripts by a document. */
  static List<RecordScripts.Script> of(Profile profile) {
    List<RecordScripts.Script> all = new ArrayList<>(withoutCookie(profile));
    all.addAll(withCookie(profile));
    return all;
  }

  private static List<RecordScripts.Script> withoutCookie(Profile profile) {
    RecordHellos hellos = new RecordHellos(profile);
    ServerConfig server = hellos.server(NamedGroup.SECP256R1);
    ServerRecordScripts to = new ServerRecordScripts(hellos, server);
    ClientConfig sharing =
        hellos.client(List.of(NamedGroup.SECP256R1), Set.of(NamedGroup.SECP256R1));
    ClientConfig bare = hellos.client(List.of(NamedGroup.SECP256R1), Set.of());
    Bytes shared = hellos.first(sharing);
    Bytes first = hellos.first(bare);
    Bytes second = hellos.second(bare, hellos.answer(server, first));
    RecordScripts.Turn atOnce =
        new RecordScripts.Turn(List.of(), "ClientHello", Wire.octets(shared), List.of());
    to.scripts.legal(atOnce);
    to.octetByOctet(atOnce);
    to.scripts.changeCipherSpecBehind(atOnce);
    to.scripts.tell(
        RecordScripts.line(
            "change_cipher_spec, then ClientHello",
            RecordScripts.CHANGE_CIPHER_SPEC,
            atOnce.hello()));
    to.scripts.faults(atOnce);
    to.scripts.glued(atOnce, atOnce.hello(), "the ClientHello again");
    to.scripts.afterKeys(atOnce, shared, "the ClientHello again");
    to.lengths(sharing);
    RecordScripts.Turn again = to.retried(Wire.octets(first), Wire.octets(second));
    to.octetByOctet(again);
    to.scripts.glued(retries(Wire.octets(first)), Wire.octets(second), "a second ClientHello");
    to.scripts.glued(again, Wire.octets(second), "the second ClientHello again");
    to.scripts.afterKeys(again, second, "the second ClientHello again");
    to.earlyData(server);
    return to.scripts.scripts();
  }

  /** A server that sends a cookie may not know whether there was a hello before (4.2.2). */
  private static List<RecordScripts.Script> withCookie(Profile profile) {
    RecordHellos hellos = new RecordHellos(profile);
    ServerConfig server =
        hellos.server(NamedGroup.SECP256R1, Optional.of(MessageConcretion.COOKIE));
    ServerRecordScripts to = new ServerRecordScripts(hellos, server);
    ClientConfig bare = hellos.client(List.of(NamedGroup.SECP256R1), Set.of());
    Bytes first = hellos.first(bare);
    Bytes second = hellos.second(bare, hellos.answer(server, first));
    to.retried(
        Wire.octets(first),
        Templates.ofHello(second, Optional.of(MessageConcretion.COOKIE), Set.of()));
    return to.scripts.scripts();
  }

  /**
   * Tells a server two hellos.
   *
   * @return the turn of the second
   */
  private RecordScripts.Turn retried(List<Part> first, List<Part> second) {
    RecordScripts.Turn early =
        new RecordScripts.Turn(
            List.of(),
            retries(first).name(),
            first,
            List.of(RecordScripts.whole("second ClientHello", second)));
    RecordScripts.Turn again =
        new RecordScripts.Turn(
            List.of(RecordScripts.whole(early.name(), first)),
            "second ClientHello",
            second,
            List.of());
    scripts.legal(early);
    scripts.legal(again);
    scripts.changeCipherSpecBehind(early);
    scripts.changeCipherSpecs(again);
    scripts.faults(again);
    return again;
  }

  private static RecordScripts.Turn retries(List<Part> first) {
    return new RecordScripts.Turn(List.of(), "ClientHello without a share", first, List.of());
  }

  private void octetByOctet(RecordScripts.Turn turn) {
    int size = Part.octets(turn.hello(), any -> Bytes.EMPTY).size();
    scripts.tell(
        turn,
        RecordScripts.line(
            turn.name() + ", each octet in a record of its own",
            Wire.fragments(turn.hello(), IntStream.range(1, size).boxed().toList())));
  }

  private void lengths(ClientConfig sharing) {
    int most = TlsRecord.MAX_PLAINTEXT_LENGTH;
    List<Part> tooLong = padded(sharing, most + 1);
    scripts.tell(
        RecordScripts.inOneRecord(
            "ClientHello with padding in a record of " + most + " octets", padded(sharing, most)));
    scripts.tell(
        RecordScripts.line(
            "ClientHello with padding in records of " + most + " octets and of 1",
            Wire.fragments(tooLong, List.of(most))));
    for (int size : List.of(most + 1, most + 256, most + 257, 0xffff)) {
      scripts.tell(
          RecordScripts.inOneRecord(
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
    RecordScripts.Line announced =
        RecordScripts.whole("ClientHello with early data under an unknown PSK", Wire.octets(first));
    scripts.tell(
        announced,
        RecordScripts.line(
            "early data, then second ClientHello", RecordScripts.APPLICATION_DATA, second));
    scripts.tell(
        announced,
        RecordScripts.line(
            "early data, change_cipher_spec, early data, then second ClientHello",
            List.of(
                RecordScripts.APPLICATION_DATA,
                RecordScripts.CHANGE_CIPHER_SPEC,
                RecordScripts.APPLICATION_DATA,
                Wire.handshake(second))));
  }
}
