package helloagain.refinement.graph;

import helloagain.client.ClientConfig;
import helloagain.keyexchange.EphemeralKey;
import helloagain.keyexchange.KeyExchange;
import helloagain.message.ClientHello;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.KeyShareEntry;
import helloagain.refinement.KeyPool;
import helloagain.server.ServerConfig;
import java.util.List;

/** Gives the peers of a session randoms and keys of their own (RFC 8446, 4.1.2 and 4.2.8). */
final class SessionPeers {
  private SessionPeers() {}

  /** Returns a client with the same offer in a session. */
  static ClientConfig client(ClientConfig config, String session) {
    List<EphemeralKey> keys =
        config.firstKeys().stream()
            .map(key -> KeyPool.key(key.group(), SessionKeys.first(session)))
            .toList();
    List<KeyShareEntry> shares = keys.stream().map(SessionKeys::shareOf).toList();
    ClientHello hello = config.firstHello();
    return new ClientConfig(
        new ClientHello(
            hello.legacyVersion(),
            SessionNames.random(SessionNames.ofClient(session)),
            hello.legacySessionId(),
            hello.cipherSuites(),
            hello.legacyCompressionMethods(),
            Extensions.changed(
                hello.extensions(), KeyShareOffer.class, offer -> new KeyShareOffer(shares))),
        keys,
        group -> KeyPool.key(group, SessionKeys.second(session)),
        config.layout(),
        config.enforced(),
        config.profile(),
        config.psks());
  }

  /** Returns a server with the same policy in a session. */
  static ServerConfig server(ServerConfig config, String session) {
    return new ServerConfig(
        config.policy(),
        SessionNames.random(SessionNames.ofServer(session)),
        (group, share) ->
            KeyExchange.respond(group, share, KeyPool.key(group, SessionKeys.ofServer(session))),
        config.profile(),
        config.sealer());
  }
}
