package helloagain.probe;

import helloagain.live.Line;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.ProtocolVersion;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.MessageConcretion;
import helloagain.refinement.Reference;
import helloagain.refinement.ServerSetup;
import helloagain.refinement.graph.Side;
import helloagain.rule.Rule;
import helloagain.server.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Is the reference, or a broken one, set up in each way that the files of faults are for. */
record ReferenceSubject(String name, Side role, List<Setup> setups) implements Subject {
  private static final List<NamedGroup> TWO = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
  private static final List<NamedGroup> THREE =
      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);
  private static final List<NamedGroup> THREE_BACK =
      List.of(NamedGroup.SECP384R1, NamedGroup.SECP256R1, NamedGroup.X25519);

  /** Is a way to make lines. */
  record OfLines(String words, Supplier<Line> lines) implements Setup {
    @Override
    public Connection connect() {
      return Connection.of(lines.get());
    }
  }

  /** Makes clients that differ in their shares and in compatibility mode. */
  static ReferenceSubject clients(Reference reference, Rule... unchecked) {
    List<Setup> setups = new ArrayList<>();
    for (Set<NamedGroup> shared :
        List.of(
            Set.<NamedGroup>of(),
            Set.of(NamedGroup.X25519),
            Set.of(NamedGroup.SECP256R1),
            Set.copyOf(TWO))) {
      for (Bytes sessionId : List.of(MessageConcretion.SESSION_ID, Bytes.EMPTY)) {
        ClientSetup setup =
            new ClientSetup(
                TWO,
                shared,
                List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384),
                List.of(ProtocolVersion.TLS_13, ProtocolVersion.TLS_12),
                sessionId,
                List.of(),
                0,
                Set.of(unchecked));
        setups.add(
            new OfLines(
                shared + " " + sessionId.size(),
                () -> ReferenceLine.client(reference, setup.config())));
      }
    }
    return new ReferenceSubject("reference", Side.CLIENT, List.copyOf(setups));
  }

  /** Makes servers that differ in preference, in what they make of shares, and in the cookie. */
  static ReferenceSubject servers(Reference reference, Rule... unchecked) {
    List<Setup> setups = new ArrayList<>();
    for (List<NamedGroup> groups : List.of(THREE, THREE_BACK)) {
      for (Take take : Take.values()) {
        for (Optional<Bytes> cookie :
            List.of(Optional.<Bytes>empty(), Optional.of(MessageConcretion.COOKIE))) {
          ServerSetup setup =
              new ServerSetup(
                  groups,
                  List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_AES_128_GCM_SHA256),
                  take,
                  cookie,
                  Set.of(unchecked));
          setups.add(
              new OfLines(
                  groups + " " + take + " " + cookie,
                  () -> ReferenceLine.server(reference, setup.config())));
        }
      }
    }
    return new ReferenceSubject("reference", Side.SERVER, List.copyOf(setups));
  }

  @Override
  public String version() {
    return "unknown";
  }

  @Override
  public int parallel() {
    return 1;
  }
}
