package helloagain.vectors;

import helloagain.client.ClientConfig;
import helloagain.client.ClientMachine;
import helloagain.exchange.Hellos;
import helloagain.exchange.Sent;
import helloagain.keyexchange.InvalidShares;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.HandshakeMessage;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Payload;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.graph.Conversation;
import helloagain.refinement.graph.Scripted;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import helloagain.server.ServerConfig;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.wire.HandshakeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes conversations beyond the alphabet of the bounded worlds: the values of shares of every
 * group, hellos with GREASE, and hellos whose octets are out of order.
 */
final class ScriptedVectors {
  private static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

  /** What a client may offer: of a server with something older it matters whether it does. */
  static final List<List<ProtocolVersion>> VERSIONS =
      List.of(
          List.of(ProtocolVersion.TLS_13), List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12));

  private ScriptedVectors() {}

  // Values.

  /** Tells a peer shares of every group, right ones and each kind of wrong one. */
  static List<Conversation> values(Side role, Profile profile) {
    List<Conversation> all = new ArrayList<>();
    for (NamedGroup group : KeyExchange.supportedGroups()) {
      if (role == Side.SERVER) {
        all.addAll(valuesToServer(group, profile));
      } else {
        VERSIONS.forEach(versions -> all.addAll(valuesToClient(group, versions, profile)));
      }
    }
    return all;
  }

  private static List<Conversation> valuesToServer(NamedGroup group, Profile profile) {
    ServerConfig server = server(group, profile);
    ClientHello hello = client(List.of(group), group, profile).firstHello();
    Bytes valid = Hellos.shares(hello).get(0).keyExchange();
    List<Conversation> all = new ArrayList<>();
    all.add(Scripted.with(server, List.of(line("a share of " + group.name(), hello, profile))));
    for (InvalidShares.Invalid invalid : InvalidShares.of(group, valid, true)) {
      ClientHello faulty =
          hello.withExtensions(
              hello.extensions().stream()
                  .map(
                      extension ->
                          extension instanceof Extension.KeyShareOffer
                              ? new Extension.KeyShareOffer(
                                  List.of(new KeyShareEntry(group, invalid.share())))
                              : extension)
                  .toList());
      all.add(
          Scripted.with(
              server,
              List.of(
                  line("a share of " + group.name() + ": " + invalid.words(), faulty, profile))));
    }
    return all;
  }

  private static List<Conversation> valuesToClient(
      NamedGroup group, List<ProtocolVersion> versions, Profile profile) {
    ClientConfig client = client(List.of(group), Set.of(group), versions, profile);
    ServerHello hello = (ServerHello) answer(server(group, profile), client.firstHello(), profile);
    Bytes valid = Hellos.serverShare(hello).orElseThrow().keyExchange();
    List<Conversation> all = new ArrayList<>();
    all.add(Scripted.with(client, List.of(line("a share of " + group.name(), hello, profile))));
    for (InvalidShares.Invalid invalid : InvalidShares.of(group, valid, false)) {
      ServerHello faulty =
          new ServerHello(
              hello.legacyVersion(),
              hello.random(),
              hello.legacySessionIdEcho(),
              hello.cipherSuite(),
              hello.legacyCompressionMethod(),
              hello.extensions().stream()
                  .map(
                      extension ->
                          extension instanceof Extension.KeyShareReply
                              ? new Extension.KeyShareReply(
                                  new KeyShareEntry(group, invalid.share()))
                              : extension)
                  .toList());
      all.add(
          Scripted.with(
              client,
              List.of(
                  line("a share of " + group.name() + ": " + invalid.words(), faulty, profile))));
    }
    return all;
  }

  // GREASE.

  /**
   * Tells a server hellos with GREASE: one that shares its group, and one that it retries, with a
   * cookie or without. They list one group, so that servers which have more choose no other.
   */
  static List<Conversation> grease(Profile profile) {
    List<NamedGroup> groups = List.of(NamedGroup.SECP256R1);
    ClientConfig sharing = client(groups, Set.copyOf(groups), VERSIONS.get(0), profile);
    ClientConfig bare = client(groups, Set.of(), VERSIONS.get(0), profile);
    ServerConfig server = server(NamedGroup.SECP256R1, profile);
    List<Conversation> all = new ArrayList<>();
    for (GreaseHellos place : GreaseHellos.values()) {
      all.add(
          Scripted.with(
              server,
              List.of(
                  line(
                      "a share, with GREASE in " + place.words(),
                      place.in(sharing.firstHello()),
                      profile))));
      all.add(retriedWithGrease(server, bare, place, profile));
      all.add(
          retriedWithGrease(
              server(NamedGroup.SECP256R1, Optional.of(MessageConcretion.COOKIE), profile),
              bare,
              place,
              profile));
    }
    return all;
  }

  private static Conversation retriedWithGrease(
      ServerConfig server, ClientConfig client, GreaseHellos place, Profile profile) {
    return Scripted.with(
        server,
        List.of(
            line(
                "no share, with GREASE in " + place.words(),
                place.in(client.firstHello()),
                profile),
            line(
                "the second, with GREASE in " + place.words(),
                place.inSecond(second(server, client, profile)),
                profile)));
  }

  // Octets.

  /** Tells a peer hellos with a length that is wrong, that end too early or go on too long. */
  static List<Conversation> octets(Side role, Profile profile) {
    return role == Side.SERVER
        ? octetsToServer(profile)
        : VERSIONS.stream()
            .flatMap(versions -> octetsToClient(versions, profile).stream())
            .toList();
  }

  private static List<Conversation> octetsToServer(Profile profile) {
    ServerConfig server = server(NamedGroup.SECP256R1, profile);
    ClientConfig client =
        client(List.of(NamedGroup.X25519, NamedGroup.SECP256R1), NamedGroup.X25519, profile);
    Scripted.Line first =
        line("a share of x25519, and secp256r1 without one", client.firstHello(), profile);
    List<Conversation> all = new ArrayList<>();
    for (DamagedHellos.Damaged damaged : DamagedHellos.of(raw(client.firstHello(), profile))) {
      all.add(Scripted.with(server, List.of(line("ClientHello: " + damaged.words(), damaged))));
    }
    Bytes second = raw(second(server, client, profile), profile);
    for (DamagedHellos.Damaged damaged : DamagedHellos.of(second)) {
      all.add(
          Scripted.with(
              server, List.of(first, line("second ClientHello: " + damaged.words(), damaged))));
    }
    return all;
  }

  private static List<Conversation> octetsToClient(
      List<ProtocolVersion> versions, Profile profile) {
    List<NamedGroup> groups = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
    ClientConfig client = client(groups, Set.of(NamedGroup.X25519), versions, profile);
    Bytes retry =
        raw(answer(server(NamedGroup.SECP256R1, profile), client.firstHello(), profile), profile);
    Bytes reply =
        raw(answer(server(NamedGroup.X25519, profile), client.firstHello(), profile), profile);
    List<Conversation> all = new ArrayList<>();
    for (DamagedHellos.Damaged damaged : DamagedHellos.of(retry)) {
      all.add(
          Scripted.with(client, List.of(line("HelloRetryRequest: " + damaged.words(), damaged))));
    }
    for (DamagedHellos.Damaged damaged : DamagedHellos.of(reply)) {
      all.add(Scripted.with(client, List.of(line("ServerHello: " + damaged.words(), damaged))));
    }
    return all;
  }

  // Peers.

  private static ClientConfig client(List<NamedGroup> groups, NamedGroup shared, Profile profile) {
    return client(groups, Set.of(shared), VERSIONS.get(0), profile);
  }

  private static ClientConfig client(
      List<NamedGroup> groups,
      Set<NamedGroup> shared,
      List<ProtocolVersion> versions,
      Profile profile) {
    return new ClientSetup(
            groups, shared, SUITES, versions, MessageConcretion.SESSION_ID, List.of(), 0, Set.of())
        .following(profile)
        .config();
  }

  private static ServerConfig server(NamedGroup group, Profile profile) {
    return server(group, Optional.empty(), profile);
  }

  private static ServerConfig server(NamedGroup group, Optional<Bytes> cookie, Profile profile) {
    return new ServerSetup(List.of(group), SUITES, Take.SHARED, cookie, Set.of())
        .following(profile)
        .config();
  }

  private static HandshakeMessage answer(ServerConfig server, ClientHello hello, Profile profile) {
    Sent sent =
        ServerMachine.receive(
                new ServerState.Start(server),
                new Payload.Handshake(raw(hello, profile)).received(profile))
            .sent()
            .get(0);
    return ((Sent.HandshakeSent) sent).message();
  }

  private static ClientHello second(ServerConfig server, ClientConfig client, Profile profile) {
    HandshakeMessage retry = answer(server, client.firstHello(), profile);
    Sent sent =
        ClientMachine.receive(
                ClientMachine.start(client).next(),
                new Payload.Handshake(raw(retry, profile)).received(profile))
            .sent()
            .get(0);
    return (ClientHello) ((Sent.HandshakeSent) sent).message();
  }

  private static Bytes raw(HandshakeMessage message, Profile profile) {
    return HandshakeCodec.encode(message, profile);
  }

  private static Scripted.Line line(String words, HandshakeMessage message, Profile profile) {
    return new Scripted.Line(
        (message instanceof ClientHello ? "ClientHello: " : "ServerHello: ") + words,
        new Payload.Handshake(raw(message, profile)));
  }

  private static Scripted.Line line(String words, DamagedHellos.Damaged damaged) {
    return new Scripted.Line(words, new Payload.Handshake(damaged.raw()));
  }
}
