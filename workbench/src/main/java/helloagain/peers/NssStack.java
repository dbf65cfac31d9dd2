package helloagain.peers;

import helloagain.message.NamedGroup;
import helloagain.peers.Scenario.Extra;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Is NSS: selfserv, which answers a request with a page that repeats it, and tstclnt. Its server
 * sends a cookie with each HelloRetryRequest and keeps no state.
 */
final class NssStack extends ProgramStack {
  private static final Map<NamedGroup, String> GROUPS =
      Map.of(
          NamedGroup.X25519, "x25519",
          NamedGroup.SECP256R1, "P256",
          NamedGroup.SECP384R1, "P384",
          NamedGroup.SECP521R1, "P521",
          NamedGroup.FFDHE2048, "FF2048",
          NamedGroup.X25519MLKEM768, "mlkem768x25519");

  private static final String PASSWORD = "hello";

  NssStack() {
    super(
        "nss",
        "selfserv",
        "version (?:2:)?(\\S+)",
        versionOf("libnss3-tools", List.of("selfserv", "tstclnt", "certutil", "pk12util")));
  }

  @Override
  public Optional<String> unable(PeerRole role, Scenario scenario) {
    if (!GROUPS.containsKey(scenario.group())) {
      return Optional.of("has no " + scenario.group().name());
    }
    return role == PeerRole.SERVER && scenario.with() == Extra.EXTERNAL_PSK
        ? Optional.of("its server is given a PSK and yet goes on with its certificate")
        : Optional.empty();
  }

  @Override
  public boolean restrictsServerGroups() {
    return true;
  }

  /** A request ends with a blank line. */
  @Override
  public String request() {
    return Materials.REQUEST + "\n\n";
  }

  @Override
  public boolean isAnswer(String received) {
    return received.startsWith("HTTP/1.0 200 OK") && received.contains(request());
  }

  @Override
  boolean connectsTwice() {
    return true;
  }

  @Override
  Optional<Pattern> exporter() {
    return Optional.of(
        Pattern.compile(
            "Keying Material:\\s+((?:[0-9a-f]{2}[:\\s]+){" + Materials.EXPORTED + "})"));
  }

  @Override
  List<String> server(Scenario scenario, Materials materials, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of("selfserv", "-v", "-H", "1", "-n", "peer"));
    command.addAll(common(scenario, materials, port, scenario.serverGroups(), "tls1.3:tls1.3"));
    if (scenario.with() == Extra.CLIENT_CERTIFICATE) {
      command.addAll(List.of("-r", "-r"));
    }
    return command;
  }

  @Override
  List<String> client(Scenario scenario, Materials materials, int port, boolean resumes)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("tstclnt", "-4", "-h", Materials.NAME, "-n", "peer"));
    command.addAll(
        common(
            scenario,
            materials,
            port,
            scenario.clientGroups(),
            scenario.with() == Extra.PROBE ? "tls1.2:tls1.3" : "tls1.3:tls1.3"));
    command.addAll(List.of("-A", materials.file("request.txt")));
    if (scenario.resumes()) {
      command.addAll(List.of("-L", "2"));
    }
    return command;
  }

  private static List<String> common(
      Scenario scenario, Materials materials, int port, List<NamedGroup> groups, String versions)
      throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-p",
                Integer.toString(port),
                "-d",
                database(materials.made("nss", folder -> makeDatabase(folder, materials))),
                "-V",
                versions,
                "-I",
                groups.stream()
                    .map(group -> GROUPS.getOrDefault(group, group.name()))
                    .collect(Collectors.joining(",")),
                "-x",
                Materials.LABEL + ":" + Materials.EXPORTED));
    switch (scenario.with()) {
      case EXTERNAL_PSK ->
          options.addAll(
              List.of("-z", "0x" + Materials.PSK.key().hex() + ":" + Materials.PSK_IDENTITY));
      case TICKET -> options.add("-u");
      case EARLY_DATA -> options.addAll(List.of("-u", "-Z"));
      case NOTHING, COOKIE, CLIENT_CERTIFICATE, PROBE -> {}
    }
    return options;
  }

  private static String database(Path folder) {
    return "sql:" + folder;
  }

  /** Makes a database with the key of the peer and the certificate that it trusts. */
  private static void makeDatabase(Path folder, Materials materials) throws IOException {
    Path keys = folder.resolve("peer.p12");
    try (OutputStream out = Files.newOutputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "peer",
          materials.peer().key(),
          PASSWORD.toCharArray(),
          new Certificate[] {materials.peer().certificate()});
      store.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("this JDK writes no PKCS #12: " + e.getMessage(), e);
    }
    String database = database(folder);
    Program.run(List.of("certutil", "-N", "-d", database, "--empty-password"));
    Program.run(List.of("pk12util", "-i", keys.toString(), "-d", database, "-W", PASSWORD));
    Program.run(
        List.of(
            "certutil",
            "-A",
            "-d",
            database,
            "-n",
            "reference",
            "-t",
            "P,,",
            "-i",
            materials.file("reference.crt")));
  }

  /**
   * It judges names before it starts; they all are known to it, but for those of newer versions.
   */
  @Override
  boolean lacksGroup(String printed) {
    return printed.contains("Bad group specified");
  }
}
