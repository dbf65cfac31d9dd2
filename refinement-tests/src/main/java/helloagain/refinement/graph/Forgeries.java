package helloagain.refinement.graph;

import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.HelloRetryRequest;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.ServerHello;
import helloagain.message.ServerReply;
import helloagain.refinement.MessageConcretion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the hellos of an attacker that sends its own, with its own shares (RFC 8446, 4.1.2 to
 * 4.1.4).
 *
 * @param groups the groups that it may name
 * @param suites the suites that it may name
 */
record Forgeries(List<NamedGroup> groups, List<CipherSuite> suites) {
  /** Copies the lists. */
  Forgeries {
    groups = List.copyOf(groups);
    suites = List.copyOf(suites);
  }

  /** Returns any HelloRetryRequest and any ServerHello to a client that began with this hello. */
  List<ServerReply> replies(ClientHello first) {
    List<ServerReply> all = new ArrayList<>();
    for (CipherSuite suite : suites) {
      for (Optional<NamedGroup> group :
          Stream.concat(groups.stream().map(Optional::of), Stream.of(Optional.<NamedGroup>empty()))
              .toList()) {
        all.add(retry(first, suite, group, false));
        all.add(retry(first, suite, group, true));
      }
      for (NamedGroup group : groups) {
        all.add(serverHello(first, suite, group));
      }
    }
    return all;
  }

  private static HelloRetryRequest retry(
      ClientHello hello, CipherSuite suite, Optional<NamedGroup> group, boolean cookie) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(new SelectedVersion(ProtocolVersion.TLS_13));
    group.ifPresent(named -> extensions.add(new KeyShareRetry(named)));
    if (cookie) {
      extensions.add(new Cookie(MessageConcretion.OTHER));
    }
    return new HelloRetryRequest(
        ProtocolVersion.TLS_12, hello.legacySessionId(), suite, 0, extensions);
  }

  private static ServerHello serverHello(ClientHello hello, CipherSuite suite, NamedGroup group) {
    return new ServerHello(
        ProtocolVersion.TLS_12,
        MessageConcretion.SERVER_RANDOM,
        hello.legacySessionId(),
        suite,
        0,
        List.of(
            new SelectedVersion(ProtocolVersion.TLS_13),
            new KeyShareReply(SessionKeys.shareOf(SessionKeys.ofAttacker(group)))));
  }

  /** Returns the second hello that answers a retry, with the attacker's share. */
  static ClientHello secondHello(SeenMessages.Retried retried) {
    return withOwnKeys(FollowUp.of(retried, new PskBinding(Map.of(), Optional.empty())));
  }

  /** Returns a hello with the attacker's shares in the place of others, {@code WithOwnKeys}. */
  static ClientHello withOwnKeys(ClientHello hello) {
    return hello.withExtensions(
        Extensions.changed(
            hello.extensions(),
            KeyShareOffer.class,
            offer ->
                new KeyShareOffer(
                    offer.clientShares().stream()
                        .map(share -> SessionKeys.shareOf(SessionKeys.ofAttacker(share.group())))
                        .toList())));
  }
}
