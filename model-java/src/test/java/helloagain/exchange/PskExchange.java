package helloagain.exchange;

import helloagain.client.ClientConfig;
import helloagain.client.ClientOffer;
import helloagain.client.OfferedKey;
import helloagain.client.PskOffer;
import helloagain.client.SecondHelloLayout;
import helloagain.keyexchange.KeyExchange;
import helloagain.keyexchange.KeySource;
import helloagain.keyexchange.Randomness;
import helloagain.keyexchange.Responder;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskKeyExchangeMode;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.server.PskPolicy;
import helloagain.server.ServerConfig;
import helloagain.server.ServerPolicy;
import helloagain.server.Take;
import helloagain.transcript.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the PSKs and the peers of the tests about PSKs. */
public final class PskExchange {
  public static final CipherSuite AES128 = CipherSuite.TLS_AES_128_GCM_SHA256;
  public static final CipherSuite AES256 = CipherSuite.TLS_AES_256_GCM_SHA384;
  public static final CipherSuite CHACHA = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;

  /** A ticket whose early data has the suite AES128. */
  public static final PreSharedKey TICKET =
      new PreSharedKey(
          Bytes.hex("71"),
          Bytes.repeat(0x25, 32),
          HashAlgorithm.SHA256,
          PskKind.RESUMPTION,
          Optional.of(AES128));

  /** An external key of the other hash. */
  public static final PreSharedKey EXTERNAL =
      new PreSharedKey(
          Bytes.hex("e7e7"),
          Bytes.repeat(0x38, 20),
          HashAlgorithm.SHA384,
          PskKind.EXTERNAL,
          Optional.empty());

  public static final List<PskKeyExchangeMode> ALONE = List.of(PskKeyExchangeMode.PSK_KE);
  public static final List<PskKeyExchangeMode> WITH_GROUP = List.of(PskKeyExchangeMode.PSK_DHE_KE);
  public static final List<PskKeyExchangeMode> EITHER =
      List.of(PskKeyExchangeMode.PSK_DHE_KE, PskKeyExchangeMode.PSK_KE);

  /** The first key has an age that grows between the hellos. */
  public static final OfferedKey OFFERED_TICKET = new OfferedKey(TICKET, 1000, 1040);

  public static final OfferedKey OFFERED_EXTERNAL = OfferedKey.external(EXTERNAL);

  private static final List<NamedGroup> GROUPS = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);

  private PskExchange() {}

  /** Makes an offer of x25519 with a share, secp256r1 without one, and the PSKs. */
  public static ClientOffer offer(
      List<OfferedKey> keys, List<PskKeyExchangeMode> modes, boolean earlyData) {
    return new ClientOffer(
            GROUPS, Set.of(NamedGroup.X25519), List.of(AES128, AES256, CHACHA), Bytes.repeat(1, 32))
        .withPsks(new PskOffer(keys, modes, earlyData));
  }

  /** Makes an offer that relies on the PSKs alone. */
  public static ClientOffer offerOfPsksAlone(List<OfferedKey> keys) {
    return new ClientOffer(
        List.of(),
        Set.of(),
        List.of(AES128, AES256),
        List.of(ProtocolVersion.TLS_13),
        Bytes.EMPTY,
        Bytes.repeat(1, 32),
        List.of(),
        List.of(),
        new PskOffer(keys, ALONE, false));
  }

  /** Makes a client that drops the PSKs that do not fit the suite of a retry. */
  public static ClientConfig client(ClientOffer offer) {
    return ClientConfig.of(offer, KeySource.fresh(Randomness.seeded(1)));
  }

  /** Makes a client that keeps them. */
  public static ClientConfig keepingClient(ClientOffer offer) {
    return client(offer).withLayout(new SecondHelloLayout(Optional.empty(), 0, true));
  }

  /** Makes a policy that knows both PSKs and takes a group that has a share. */
  public static ServerPolicy policy(List<CipherSuite> suites, List<PskKeyExchangeMode> modes) {
    return new ServerPolicy(GROUPS, suites, Take.SHARED, Optional.empty())
        .withPsks(new PskPolicy(List.of(TICKET, EXTERNAL), modes, false, true));
  }

  /** Makes a policy that asks for secp256r1, which has no share. */
  public static ServerPolicy asking(List<CipherSuite> suites, List<PskKeyExchangeMode> modes) {
    return new ServerPolicy(List.of(NamedGroup.SECP256R1), suites, Take.PREFERRED, Optional.empty())
        .withPsks(new PskPolicy(List.of(TICKET, EXTERNAL), modes, false, true));
  }

  /** Makes a server of a policy. */
  public static ServerConfig server(ServerPolicy policy) {
    Responder responder = (group, share) -> KeyExchange.respond(group, share, Randomness.seeded(2));
    return new ServerConfig(policy, Bytes.repeat(0x5e, 32), responder);
  }
}
