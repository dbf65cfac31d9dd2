package helloagain.workbench;

import helloagain.flight.Credentials;
import helloagain.flight.Trust;
import helloagain.live.Capture;
import helloagain.live.Limits;
import helloagain.live.LiveRun;
import helloagain.live.Pem;
import helloagain.live.PkixTrust;
import helloagain.message.Bytes;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.message.PskKeyExchangeMode;
import helloagain.refinement.TraceFile;
import helloagain.rule.Profile;
import helloagain.schedule.PreSharedKey;
import helloagain.schedule.PskKind;
import helloagain.transcript.HashAlgorithm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code hello connect} and {@code hello serve} have in common. */
final class LiveOptions {
  private static final int MOST_SECONDS = 3600;

  @Option(
      names = "--groups",
      paramLabel = "G",
      split = ",",
      description = "groups by falling preference; default: ${DEFAULT-VALUE}")
  private List<String> groups = List.of("x25519", "secp256r1");

  @Option(
      names = "--suites",
      paramLabel = "S",
      split = ",",
      description = "suites by falling preference; default: all five")
  private List<String> suites =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_CCM_SHA256",
          "TLS_AES_128_CCM_8_SHA256");

  @Option(
      names = "--psk",
      paramLabel = "ID=HEX",
      description = "an external PSK with SHA-256: its identity and its key in hexadecimal")
  private List<String> psks = new ArrayList<>();

  @Option(
      names = "--psk-modes",
      paramLabel = "M",
      split = ",",
      description = "psk_dhe_ke, psk_ke or both; default: ${DEFAULT-VALUE}")
  private List<String> modes = List.of("psk_dhe_ke");

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "prove itself with this chain (PEM)")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "the key of the first certificate (PEM, PKCS #8)")
  private @Nullable Path key;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "trust these certificates (PEM) and what they certify; default: anybody")
  private @Nullable Path trust;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "the document to follow, rfc8446 or rfc9846; default: rfc8446")
  private @Nullable String profile;

  @Option(
      names = "--time-out",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "give up when the peer is silent so long; default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--key-log",
      paramLabel = "FILE",
      description = "add the secrets to this file in the format of SSLKEYLOGFILE")
  private @Nullable Path keyLog;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "write the run to this file as a trace, for 'hello replay'; no private key is in it")
  private @Nullable Path trace;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description = "write the connection to this capture file (pcapng), with its secrets")
  private @Nullable Path capture;

  @Option(names = "--json", description = "print one JSON object for each connection")
  private boolean json;

  boolean json() {
    return json;
  }

  Profile profile() {
    return Profiles.of(profile).orElse(Profile.RFC8446);
  }

  List<NamedGroup> groups() {
    return named("--groups", groups, NamedGroup::named);
  }

  List<CipherSuite> suites() {
    return named("--suites", suites, CipherSuite::named);
  }

  List<PskKeyExchangeMode> modes() {
    return named("--psk-modes", modes, PskKeyExchangeMode::named);
  }

  static <T> List<T> named(String option, List<String> names, Function<String, T> named) {
    try {
      return names.stream().map(named).toList();
    } catch (IllegalArgumentException e) {
      throw UserError.unusable(option + " " + String.join(",", names) + ": " + e.getMessage());
    }
  }

  /** Returns the PSKs; each permits early data with the first suite that has its hash. */
  List<PreSharedKey> psks() {
    Optional<CipherSuite> early =
        suites().stream()
            .filter(
                suite -> HashAlgorithm.forSuite(suite).equals(Optional.of(HashAlgorithm.SHA256)))
            .findFirst();
    return psks.stream().map(text -> psk(text, early)).toList();
  }

  private static PreSharedKey psk(String text, Optional<CipherSuite> early) {
    int place = text.indexOf('=');
    try {
      if (place < 1) {
        throw new IllegalArgumentException("it takes an identity, '=' and a key in hexadecimal");
      }
      return new PreSharedKey(
          Bytes.of(text.substring(0, place).getBytes(StandardCharsets.UTF_8)),
          Bytes.hex(text.substring(place + 1)),
          HashAlgorithm.SHA256,
          PskKind.EXTERNAL,
          early);
    } catch (IllegalArgumentException e) {
      throw UserError.unusable("--psk " + text + ": " + e.getMessage());
    }
  }

  /** Returns what was named to prove itself with, if it was. */
  Optional<Credentials> credentials() throws IOException {
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw UserError.unusable("--certificate and --key go together");
    }
    try {
      return Optional.of(Pem.credentials(Files.readString(certificate), Files.readString(key)));
    } catch (IllegalArgumentException e) {
      throw UserError.unusable(certificate + ", " + key + ": " + e.getMessage());
    }
  }

  Trust trust() throws IOException {
    if (trust == null) {
      return Trust.ANYBODY;
    }
    try {
      return PkixTrust.of(Pem.certificates(Files.readString(trust)));
    } catch (IllegalArgumentException | CertificateException e) {
      throw UserError.unusable(trust + ": " + e.getMessage());
    }
  }

  boolean trustsAnybody() {
    return trust == null;
  }

  Limits limits() {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw UserError.unusable("--time-out takes 1 to " + MOST_SECONDS + ", not " + seconds);
    }
    Duration silence = Duration.ofSeconds(seconds);
    return new Limits(silence, silence.multipliedBy(6), Limits.DEFAULT.octets());
  }

  /**
   * Keeps of a run what was asked for.
   *
   * @param isClient whether the reference was the client
   */
  void keep(LiveRun run, boolean isClient) throws IOException {
    if (capture != null) {
      Files.write(capture, Capture.of(run.chunks(), isClient, run.keyLog()));
    }
    if (keyLog != null && !run.keyLog().isEmpty()) {
      Files.writeString(
          keyLog,
          String.join("\n", run.keyLog()) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    if (trace != null) {
      TraceFile.write(trace, run.trace());
    }
  }

  /**
   * Reads where a server listens.
   *
   * @param address a host, ':' and a port
   * @throws UserError if it is something else, or there is no such host
   */
  static InetSocketAddress address(String address) {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      if (colon > 0 && port > 0) {
        InetSocketAddress found = new InetSocketAddress(address.substring(0, colon), port);
        if (!found.isUnresolved()) {
          return found;
        }
        throw UserError.failed(address + ": there is no host of that name");
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw UserError.unusable(address + ": it takes a host, ':' and a port");
  }
}
