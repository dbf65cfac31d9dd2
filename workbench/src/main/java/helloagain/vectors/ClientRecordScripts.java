package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.graph.Conversation;
import helloagain.rule.Profile;
import helloagain.wire.TlsRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what clients are told in records, before and after a HelloRetryRequest. */
final class ClientRecordScripts {
  /** Groups that clients list, and of one of which they have no share at once. */
  private static final List<NamedGroup> RETRIED =
      List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1);

  /** EncryptedExtensions without any (4.3.1). */
  private static final Bytes ENCRYPTED_EXTENSIONS = Bytes.hex("080000020000");

  private ClientRecordScripts() {}

  /** Returns the scripts by a document. */
  static List<RecordScripts.Script> of(Profile profile) {
    return ScriptedVectors.VERSIONS.stream()
        .flatMap(
            versions ->
                RETRIED.stream().flatMap(group -> retriedFor(group, versions, profile).stream()))
        .toList();
  }

  /** Tells a client that has a share of another group than it will be asked for. */
  private static List<RecordScripts.Script> retriedFor(
      NamedGroup retriedGroup, List<ProtocolVersion> versions, Profile profile) {
    RecordHellos hellos = new RecordHellos(profile);
    ClientConfig client =
        hellos.client(
            List.of(NamedGroup.X25519, retriedGroup), Set.of(NamedGroup.X25519), versions);
    RecordScripts to = new RecordScripts(TestedPeer.Client.of(client));
    Lifting lifting =
        new Lifting(
            profile, new Conversation(Optional.of(client), Optional.empty(), List.of()), List.of());
    Bytes first = hellos.first(client);
    Bytes retry = hellos.answer(hellos.server(retriedGroup), first);
    Bytes reply = hellos.answer(hellos.server(NamedGroup.X25519), first);
    Bytes last = hellos.answer(hellos.server(retriedGroup), first, hellos.second(client, retry));
    List<Part> retryParts = lifting.parts(retry);
    List<Part> lastParts = lifting.parts(last);
    RecordScripts.Line retried = RecordScripts.whole("HelloRetryRequest", retryParts);
    RecordScripts.Line replied = RecordScripts.whole("ServerHello", lastParts);
    RecordScripts.Turn atOnce =
        new RecordScripts.Turn(List.of(), "ServerHello", lifting.parts(reply), List.of());
    RecordScripts.Turn retries =
        new RecordScripts.Turn(List.of(), "HelloRetryRequest", retryParts, List.of(replied));
    RecordScripts.Turn again =
        new RecordScripts.Turn(List.of(retried), "ServerHello", lastParts, List.of());
    for (RecordScripts.Turn turn : List.of(atOnce, retries, again)) {
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
          RecordScripts.inOneRecord(
              "HelloRetryRequest with a long cookie in a record of " + size + " octets",
              Wire.shortened(
                  lifting.parts(hellos.answer(hellos.server(retriedGroup, cookie), first)))));
    }
    return to.scripts();
  }
}
