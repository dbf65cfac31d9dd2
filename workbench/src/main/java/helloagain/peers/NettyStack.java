package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Is netty-tcnative, which is BoringSSL behind an SSLEngine of Netty. */
final class NettyStack implements EngineSource {
  private static final Map<NamedGroup, String> GROUPS =
      Map.of(
          NamedGroup.X25519, "X25519",
          NamedGroup.SECP256R1, "P-256",
          NamedGroup.SECP384R1, "P-384",
          NamedGroup.SECP521R1, "P-521",
          NamedGroup.X25519MLKEM768, "X25519MLKEM768");

  @Override
  public String name() {
    return "netty";
  }

  @Override
  public Presence presence() {
    return OpenSsl.isAvailable()
        ? new Presence.Present(version())
        : new Presence.Absent(
            "its native library does not load here: " + OpenSsl.unavailabilityCause().getMessage());
  }

  private static String version() {
    String version = SSL.class.getPackage().getImplementationVersion();
    return (version == null ? "" : version + " ") + "(" + OpenSsl.versionString() + ")";
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (!GROUPS.containsKey(scenario.group())) {
      return Optional.of("has no " + scenario.group().name());
    }
    if (role == PeerRole.SERVER && scenario.with() == Extra.COOKIE) {
      return Optional.of("its server sends no cookie");
    }
    if (role == PeerRole.CLIENT && scenario.group().equals(NamedGroup.X25519MLKEM768)) {
      return ConscryptStack.SHARES_HYBRID;
    }
    if (scenario.with() == Extra.EXTERNAL_PSK) {
      return Optional.of("an SSLEngine takes no external PSK");
    }
    if (scenario.with() == Extra.EARLY_DATA) {
      return Optional.of("an SSLEngine has no early data");
    }
    return Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  @Override
  public Peer peer(PeerRole role, Scenario scenario, Materials materials) throws IOException {
    return new EnginePeer(
        name(),
        engines(
            context(
                role,
                role == PeerRole.CLIENT ? scenario.clientGroups() : scenario.serverGroups(),
                List.of("TLSv1.3"),
                scenario.with() == Extra.CLIENT_CERTIFICATE,
                materials),
            role));
  }

  @Override
  public List<List<NamedGroup>> groupChoices(PeerRole role) {
    return EngineSource.choices(role);
  }

  @Override
  public Supplier<SSLEngine> engines(
      PeerRole role, List<NamedGroup> groups, List<String> protocols, Materials materials)
      throws IOException {
    return engines(context(role, groups, protocols, false, materials), role);
  }

  private static Supplier<SSLEngine> engines(SslContext context, PeerRole role) {
    return () ->
        role == PeerRole.CLIENT
            ? context.newEngine(UnpooledByteBufAllocator.DEFAULT, Materials.NAME, 443)
            : context.newEngine(UnpooledByteBufAllocator.DEFAULT);
  }

  private static SslContext context(
      PeerRole role,
      List<NamedGroup> groups,
      List<String> protocols,
      boolean asks,
      Materials materials)
      throws SSLException {
    SslContextBuilder builder =
        role == PeerRole.CLIENT
            ? SslContextBuilder.forClient()
                .keyManager(materials.peer().key(), materials.peer().certificate())
                .endpointIdentificationAlgorithm(null)
            : SslContextBuilder.forServer(materials.peer().key(), materials.peer().certificate())
                .clientAuth(asks ? ClientAuth.REQUIRE : ClientAuth.NONE);
    return builder
        // Its engines free what they hold when they are collected.
        .sslProvider(SslProvider.OPENSSL)
        .protocols(protocols)
        .trustManager(new KnownCertificate(materials.reference().certificate()))
        .option(
            OpenSslContextOption.GROUPS,
            groups.stream().map(group -> GROUPS.getOrDefault(group, "")).toArray(String[]::new))
        .build();
  }
}
