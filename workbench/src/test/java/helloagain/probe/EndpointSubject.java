package helloagain.probe;

import helloagain.endpoint.Endpoint;
import helloagain.endpoint.EndpointSettings;
import helloagain.flight.ClientAuthentication;
import helloagain.flight.FlightClientConfig;
import helloagain.flight.FlightServerConfig;
import helloagain.flight.Trust;
import helloagain.keyexchange.Randomness;
import helloagain.live.Line;
import helloagain.live.SelfMade;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.graph.Side;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes subjects of the reference with its record layer, or of one that leaves rules unchecked. */
final class EndpointSubject {
  private static final List<CipherSuite> SUITES =
      List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

  private EndpointSubject() {}

  /** Is a line with an endpoint at its other end. */
  private static final class EndpointLine implements Line {
    private Endpoint<?> endpoint;
    private Bytes toSend = Bytes.EMPTY;

    EndpointLine(Endpoint<?> endpoint) {
      this.endpoint = endpoint;
    }

    EndpointLine started() {
      took(endpoint.start());
      return this;
    }

    private void took(Endpoint.Result<?> result) {
      endpoint = result.next();
      toSend = Bytes.concat(toSend, result.toSend());
    }

    @Override
    public void send(Bytes octets) {
      took(endpoint.feed(octets));
    }

    @Override
    public Bytes receive(Duration limit) throws WaitsException {
      Bytes octets = toSend;
      toSend = Bytes.EMPTY;
      if (octets.isEmpty() && !endpoint.hasEnded()) {
        throw new WaitsException();
      }
      return octets;
    }

    @Override
    public void end() {
      took(endpoint.closed());
    }
  }

  /** Makes a client with a share of x25519 that can be asked for another. */
  static ReferenceSubject client(Rule... unchecked) {
    FlightClientConfig config =
        new FlightClientConfig(
            new ClientSetup(
                    List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1),
                    Set.of(NamedGroup.X25519),
                    SUITES,
                    List.of(ProtocolVersion.TLS_13),
                    MessageConcretion.SESSION_ID,
                    List.of(),
                    0,
                    Set.of(unchecked))
                .config(),
            Optional.empty(),
            Trust.ANYBODY,
            Randomness.seeded(1));
    return subject(
        Side.CLIENT,
        List.of(
            () -> new EndpointLine(Endpoint.client(config, EndpointSettings.DEFAULT)).started()));
  }

  /** Makes servers that have secp256r1, with a cookie and without. */
  static ReferenceSubject server(Rule... unchecked) {
    return server(NamedGroup.SECP256R1, unchecked);
  }

  /** Makes servers that have one group, with a cookie and without. */
  static ReferenceSubject server(NamedGroup group, Rule... unchecked) {
    return subject(
        Side.SERVER,
        Stream.of(Optional.<Bytes>empty(), Optional.of(MessageConcretion.COOKIE))
            .map(
                cookie ->
                    new FlightServerConfig(
                        new ServerSetup(
                                List.of(group), SUITES, Take.SHARED, cookie, Set.of(unchecked))
                            .config(),
                        List.of(SelfMade.credentials("localhost")),
                        ClientAuthentication.NONE,
                        List.of(),
                        Trust.ANYBODY,
                        false,
                        Randomness.seeded(1)))
            .<Supplier<Line>>map(
                config -> () -> new EndpointLine(Endpoint.server(config, EndpointSettings.DEFAULT)))
            .toList());
  }

  private static ReferenceSubject subject(Side role, List<Supplier<Line>> lines) {
    return new ReferenceSubject(
        "endpoint",
        role,
        lines.stream()
            .<Subject.Setup>map(
                line -> new ReferenceSubject.OfLines("endpoint " + lines.indexOf(line), line))
            .toList());
  }
}
