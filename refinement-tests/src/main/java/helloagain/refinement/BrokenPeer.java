package helloagain.refinement;

import helloagain.client.ClientState;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.exchange.Received;
import helloagain.exchange.Sent;
import helloagain.exchange.Step;
import helloagain.message.Alert;
import helloagain.message.AlertDescription;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.ExtensionType;
import helloagain.message.HelloRetryRequest;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.ServerHello;
import helloagain.rule.Rule;
import helloagain.rule.Violation;
import helloagain.schedule.PreSharedKey;
import helloagain.server.EarlyData;
import helloagain.server.PskPolicy;
import helloagain.server.ServerMachine;
import helloagain.server.ServerState;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Names references that send what they must not, or send nothing where they must: each is the
 * reference of this project with one duty of a sender broken on purpose.
 */
public enum BrokenPeer implements Reference {
  /** The second ClientHello has a random of its own (4.1.2). */
  CLIENT_CHANGES_RANDOM {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(
          state, step, hello -> with(hello, Bytes.repeat(0x99, 32), hello.legacySessionId()));
    }
  },
  /** The second ClientHello has no session id (4.1.2). */
  CLIENT_CHANGES_SESSION_ID {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(state, step, hello -> with(hello, hello.random(), Bytes.EMPTY));
    }
  },
  /** The second ClientHello has its extensions in another order (4.1.2). */
  CLIENT_REORDERS_EXTENSIONS {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(state, step, hello -> with(hello, reversed(hello.extensions())));
    }
  },
  /** The second ClientHello says early_data (4.2.10). */
  CLIENT_KEEPS_EARLY_DATA {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(
          state, step, hello -> with(hello, plus(hello.extensions(), new Extension.EarlyData())));
    }
  },
  /** The second ClientHello does not return the cookie (4.2.2). */
  CLIENT_LOSES_COOKIE {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(
          state, step, hello -> with(hello, without(hello.extensions(), ExtensionType.COOKIE)));
    }
  },
  /** The second ClientHello has the old shares beside the new one (4.1.2, 4.2.8). */
  CLIENT_KEEPS_OLD_SHARES {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(
          state,
          step,
          hello -> {
            List<KeyShareEntry> shares = new ArrayList<>(shares(state.config().firstHello()));
            shares.addAll(shares(hello));
            return with(
                hello,
                replaced(hello.extensions(), new Extension.KeyShareOffer(List.copyOf(shares))));
          });
    }
  },
  /** The binders of the second ClientHello are made as if nothing had come before (4.2.11.2). */
  CLIENT_BINDS_TO_NOTHING {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      return secondHello(state, step, hello -> boundToNothing(state.config().psks(), hello));
    }
  },
  /** The first ClientHello itself stays in the client's transcript (4.4.1). */
  CLIENT_FORGETS_MESSAGE_HASH {
    @Override
    public Step<ClientState> changed(ClientState state, Received received, Step<ClientState> step) {
      if (step.next() instanceof ClientState.AwaitingServerHelloAgain again
          && state instanceof ClientState.AwaitingServerHello before
          && received instanceof Received.HandshakeReceived retry) {
        Transcript transcript =
            before.transcript().append(retry.raw()).append(raw(step.sent().get(0)));
        return new Step<>(
            new ClientState.AwaitingServerHelloAgain(
                again.config(), again.retry(), again.secondHello(), again.keys(), transcript),
            step.sent());
      }
      return step;
    }
  },
  /** Early data is accepted though a HelloRetryRequest has come in between (4.2.10). */
  SERVER_ACCEPTS_EARLY_DATA_AFTER_RETRY {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return step.next() instanceof ServerState.Negotiated done
              && done.earlyData() == EarlyData.RETRIED
          ? new Step<>(
              new ServerState.Negotiated(
                  done.config(),
                  done.firstHello(),
                  done.retry(),
                  done.secondHello(),
                  done.reply(),
                  done.transcript(),
                  done.psk(),
                  EarlyData.ACCEPTED,
                  done.secrets()),
              step.sent())
          : step;
    }
  },
  /** HelloRetryRequest names a group that has a share (4.2.8). */
  SERVER_RETRIES_SHARED_GROUP {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return retry(
          state,
          step,
          (hello, retry) ->
              shares(hello).isEmpty()
                  ? retry
                  : with(
                      retry,
                      replaced(
                          retry.extensions(),
                          new Extension.KeyShareRetry(shares(hello).get(0).group()))));
    }
  },
  /** HelloRetryRequest names a group that the client does not list (4.2.8). */
  SERVER_RETRIES_UNLISTED_GROUP {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return retry(
          state,
          step,
          (hello, retry) ->
              with(
                  retry,
                  replaced(retry.extensions(), new Extension.KeyShareRetry(NamedGroup.X448))));
    }
  },
  /** HelloRetryRequest asks for nothing (4.1.4). */
  SERVER_RETRIES_FOR_NOTHING {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return retry(
          state,
          step,
          (hello, retry) ->
              with(
                  retry,
                  without(
                      without(retry.extensions(), ExtensionType.KEY_SHARE), ExtensionType.COOKIE)));
    }
  },
  /** HelloRetryRequest has no supported_versions (4.1.4). */
  SERVER_RETRIES_WITHOUT_VERSION {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return retry(
          state,
          step,
          (hello, retry) ->
              with(retry, without(retry.extensions(), ExtensionType.SUPPORTED_VERSIONS)));
    }
  },
  /** A second HelloRetryRequest answers the second ClientHello (4.1.4). */
  SERVER_RETRIES_AGAIN {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return state instanceof ServerState.AwaitingSecondHello waiting
              && received instanceof Received.HandshakeReceived
          ? new Step<>(state, List.of(Sent.of(waiting.retry())))
          : step;
    }
  },
  /** The first ClientHello itself stays in the server's transcript (4.4.1). */
  SERVER_FORGETS_MESSAGE_HASH {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      if (step.next() instanceof ServerState.AwaitingSecondHello waiting
          && received instanceof Received.HandshakeReceived hello) {
        Transcript transcript = Transcript.of(hello.raw()).append(raw(step.sent().get(0)));
        return new Step<>(
            new ServerState.AwaitingSecondHello(
                waiting.config(),
                waiting.firstHello(),
                waiting.group(),
                waiting.retry(),
                transcript),
            step.sent());
      }
      return step;
    }
  },
  /** ServerHello has another suite than the HelloRetryRequest before it (4.1.4). */
  SERVER_CHANGES_SUITE_AFTER_RETRY {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(
          step,
          reply ->
              state instanceof ServerState.AwaitingSecondHello ? with(reply, other(reply)) : reply);
    }
  },
  /** ServerHello has a suite that the server does not prefer, though another is offered. */
  SERVER_PREFERS_ANOTHER_SUITE {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(step, reply -> with(reply, other(reply)));
    }
  },
  /** ServerHello does not echo the session id (4.1.3). */
  SERVER_CHANGES_SESSION_ID {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(
          step,
          reply ->
              new ServerHello(
                  reply.legacyVersion(),
                  reply.random(),
                  Bytes.repeat(0x77, 32),
                  reply.cipherSuite(),
                  reply.legacyCompressionMethod(),
                  reply.extensions()));
    }
  },
  /** ServerHello selects TLS 1.2 (4.2.1). */
  SERVER_FALLS_BACK {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(
          step,
          reply ->
              with(
                  reply,
                  replaced(
                      reply.extensions(), new Extension.SelectedVersion(ProtocolVersion.TLS_12))));
    }
  },
  /** ServerHello has no key_share (4.1.1). */
  SERVER_OMITS_KEY_SHARE {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(
          step, reply -> with(reply, without(reply.extensions(), ExtensionType.KEY_SHARE)));
    }
  },
  /** ServerHello carries a cookie, which belongs to HelloRetryRequest (4.2). */
  SERVER_MISPLACES_COOKIE {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return reply(
          step,
          reply ->
              with(reply, plus(reply.extensions(), new Extension.Cookie(Bytes.repeat(0x0c, 8)))));
    }
  },
  /** The server says nothing to a ClientHello that it could answer. */
  SERVER_STALLS {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return received instanceof Received.HandshakeReceived ? Step.silent(state) : step;
    }
  },
  /** The server finds nothing in common with a client that offers GREASE (RFC 8701, 3.1). */
  SERVER_REFUSES_GREASE {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return received instanceof Received.HandshakeReceived handshake
              && handshake.message() instanceof ClientHello hello
              && hasGrease(hello)
          ? ServerMachine.abort(
              state, Violation.of(Rule.GROUPS_OVERLAP, "one of its values is of GREASE"))
          : step;
    }
  },
  /** The server aborts where it should, with an alert that no rule permits (6.2). */
  SERVER_SENDS_ANOTHER_ALERT {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return step.next() instanceof ServerState.Aborted
          ? new Step<>(
              step.next(),
              List.of(new Sent.AlertSent(Alert.fatal(AlertDescription.INTERNAL_ERROR))))
          : step;
    }
  },
  /** The server hangs up where it should send an alert, or where it should go on. */
  SERVER_HANGS_UP {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return Step.silent(new ServerState.Closed(state, new Received.TransportClosed()));
    }
  },
  /** The server reads on after it has aborted (6.2). */
  SERVER_READS_AFTER_ABORT {
    @Override
    public Step<ServerState> changed(ServerState state, Received received, Step<ServerState> step) {
      return step.next() instanceof ServerState.Aborted aborted
          ? new Step<>(aborted.at(), step.sent())
          : step;
    }
  };

  private static final ClientSetup CLIENT =
      client(List.of(NamedGroup.X25519, NamedGroup.SECP256R1));

  private static final NamedGroup GREASE = new NamedGroup(0x0a0a);

  private static final PreSharedKey PSK =
      Psks.of("ticket", HashAlgorithm.SHA256, Optional.of(CipherSuite.TLS_AES_128_GCM_SHA256));

  private static final List<PskKeyExchangeMode> MODES = List.of(PskKeyExchangeMode.PSK_DHE_KE);

  private static ClientSetup client(List<NamedGroup> groups) {
    return new ClientSetup(
        groups,
        Set.of(NamedGroup.X25519),
        List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
        List.of(ProtocolVersion.TLS_13),
        Bytes.repeat(0x1d, 32),
        List.of(),
        0,
        Set.of());
  }

  /** Finds one by its name. */
  public static Optional<BrokenPeer> named(String name) {
    return Arrays.stream(values()).filter(peer -> peer.name().equals(name)).findFirst();
  }

  /**
   * Returns runs of two peers that keep the rules: with and without a retry, and a refusal; one
   * with a group of GREASE; and one with a PSK and early data that meet a retry.
   */
  static List<Script> scripts() {
    List<Script> scripts = new ArrayList<>();
    for (NamedGroup group : List.of(NamedGroup.SECP256R1, NamedGroup.X25519, NamedGroup.X448)) {
      for (boolean cookie : new boolean[] {false, true}) {
        ServerSetup server =
            new ServerSetup(
                List.of(group),
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
                Take.SHARED,
                cookie ? Optional.of(Bytes.repeat(0xc0, 16)) : Optional.empty(),
                Set.of());
        scripts.add(new Script(World.HONEST, CLIENT, server, List.of()));
      }
    }
    ServerSetup asking =
        new ServerSetup(
            List.of(NamedGroup.SECP256R1),
            List.of(CipherSuite.TLS_AES_128_GCM_SHA256),
            Take.SHARED,
            Optional.empty(),
            Set.of());
    scripts.add(
        new Script(
            World.HONEST,
            client(List.of(GREASE, NamedGroup.X25519, NamedGroup.SECP256R1)),
            asking,
            List.of()));
    ServerSetup resuming = asking.withPsks(new PskPolicy(List.of(PSK), MODES, false, true));
    PskOffer offer = new PskOffer(List.of(OfferedKey.external(PSK)), MODES, true);
    scripts.add(new Script(World.HONEST, CLIENT.withPsks(offer, false), resuming, List.of()));
    return scripts;
  }

  /**
   * Looks for a run on which this reference leaves the specification, and the intact one does not.
   *
   * @throws IllegalStateException if the intact reference leaves it
   */
  public Optional<Verdict> caught(Judges judges) {
    for (Script script : scripts()) {
      if (!script.run(judges, Reference.HELLO_AGAIN).agrees()) {
        throw new IllegalStateException("the intact reference differs");
      }
      Verdict verdict = script.run(judges, this);
      if (!verdict.agrees()) {
        return Optional.of(verdict);
      }
    }
    return Optional.empty();
  }

  private static Step<ClientState> secondHello(
      ClientState state, Step<ClientState> step, UnaryOperator<ClientHello> change) {
    if (!(step.next() instanceof ClientState.AwaitingServerHelloAgain again)
        || !(state instanceof ClientState.AwaitingServerHello)) {
      return step;
    }
    ClientHello changed = change.apply(again.secondHello());
    return new Step<>(
        new ClientState.AwaitingServerHelloAgain(
            again.config(), again.retry(), changed, again.keys(), again.transcript()),
        List.of(Sent.of(changed)));
  }

  private static ClientHello boundToNothing(List<OfferedKey> keys, ClientHello hello) {
    List<Bytes> offered = Hellos.pskIdentities(hello);
    return offered.isEmpty()
        ? hello
        : Binders.bind(
            hello,
            keys.stream()
                .map(OfferedKey::psk)
                .filter(psk -> offered.contains(psk.identity()))
                .toList(),
            Optional.empty());
  }

  private interface RetryChange {
    HelloRetryRequest apply(ClientHello hello, HelloRetryRequest retry);
  }

  private static Step<ServerState> retry(
      ServerState state, Step<ServerState> step, RetryChange change) {
    if (!(step.next() instanceof ServerState.AwaitingSecondHello waiting)
        || !(state instanceof ServerState.Start)) {
      return step;
    }
    HelloRetryRequest changed = change.apply(waiting.firstHello(), waiting.retry());
    return new Step<>(
        new ServerState.AwaitingSecondHello(
            waiting.config(), waiting.firstHello(), waiting.group(), changed, waiting.transcript()),
        List.of(Sent.of(changed)));
  }

  private static Step<ServerState> reply(
      Step<ServerState> step, UnaryOperator<ServerHello> change) {
    return step.next() instanceof ServerState.Negotiated negotiated && !step.sent().isEmpty()
        ? new Step<>(step.next(), List.of(Sent.of(change.apply(negotiated.reply()))))
        : step;
  }

  private static boolean hasGrease(ClientHello hello) {
    List<Extension> extensions = hello.extensions();
    return hello.cipherSuites().stream().anyMatch(CipherSuite::isGrease)
        || extensions.stream().anyMatch(extension -> extension.type().isGrease())
        || Extension.find(extensions, Extension.SupportedVersionsOffer.class).stream()
            .flatMap(offer -> offer.versions().stream())
            .anyMatch(ProtocolVersion::isGrease)
        || Extension.find(extensions, Extension.SupportedGroups.class).stream()
            .flatMap(offer -> offer.groups().stream())
            .anyMatch(NamedGroup::isGrease);
  }

  private static Bytes raw(Sent sent) {
    return ((Sent.HandshakeSent) sent).raw();
  }

  private static List<KeyShareEntry> shares(ClientHello hello) {
    return Extension.find(hello.extensions(), Extension.KeyShareOffer.class)
        .map(Extension.KeyShareOffer::clientShares)
        .orElse(List.of());
  }

  private static ClientHello with(ClientHello hello, Bytes random, Bytes sessionId) {
    return new ClientHello(
        hello.legacyVersion(),
        random,
        sessionId,
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensions());
  }

  private static ClientHello with(ClientHello hello, List<Extension> extensions) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        extensions);
  }

  private static HelloRetryRequest with(HelloRetryRequest retry, List<Extension> extensions) {
    return new HelloRetryRequest(
        retry.legacyVersion(), retry.legacySessionIdEcho(), retry.cipherSuite(), 0, extensions);
  }

  private static ServerHello with(ServerHello reply, List<Extension> extensions) {
    return new ServerHello(
        reply.legacyVersion(),
        reply.random(),
        reply.legacySessionIdEcho(),
        reply.cipherSuite(),
        reply.legacyCompressionMethod(),
        extensions);
  }

  private static ServerHello with(ServerHello reply, CipherSuite suite) {
    return new ServerHello(
        reply.legacyVersion(),
        reply.random(),
        reply.legacySessionIdEcho(),
        suite,
        reply.legacyCompressionMethod(),
        reply.extensions());
  }

  private static CipherSuite other(ServerHello reply) {
    return reply.cipherSuite().equals(CipherSuite.TLS_AES_128_GCM_SHA256)
        ? CipherSuite.TLS_AES_256_GCM_SHA384
        : CipherSuite.TLS_AES_128_GCM_SHA256;
  }

  private static List<Extension> plus(List<Extension> extensions, Extension extension) {
    List<Extension> more = new ArrayList<>(extensions);
    more.add(extension);
    return more;
  }

  private static List<Extension> without(List<Extension> extensions, ExtensionType type) {
    return extensions.stream().filter(extension -> !extension.type().equals(type)).toList();
  }

  private static List<Extension> replaced(List<Extension> extensions, Extension by) {
    return extensions.stream()
        .map(extension -> extension.type().equals(by.type()) ? by : extension)
        .toList();
  }

  private static List<Extension> reversed(List<Extension> extensions) {
    List<Extension> reversed = new ArrayList<>(extensions);
    Collections.reverse(reversed);
    return reversed;
  }
}
