package helloagain.peers;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Is a stack that is a program of this machine. */
abstract class ProgramStack implements ProgramSource {
  private final String name;
  private final String executable;
  private final String[] versionCommand;
  private final Pattern version;

  // It is looked for once; a program does not come while the command runs.
  private Optional<Presence> presence = Optional.empty();

  /**
   * Takes names and how the version is found.
   *
   * @param executable what is missed if no version is found
   * @param version matches what the version command prints; its first group is the version
   */
  ProgramStack(String name, String executable, String version, String... versionCommand) {
    this.name = name;
    this.executable = executable;
    this.versionCommand = versionCommand.clone();
    this.version = Pattern.compile(version);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final synchronized Presence presence() {
    Presence found = presence.orElseGet(this::look);
    presence = Optional.of(found);
    return found;
  }

  private Presence look() {
    return Program.output(versionCommand)
        .flatMap(printed -> version.matcher(printed).results().findFirst())
        .<Presence>map(match -> new Presence.Present(match.group(1)))
        .orElseGet(
            () -> new Presence.Absent("there is no " + executable + " that tells its version"));
  }

  /**
   * Returns a command that finds the version of programs that do not tell it: that of the package
   * of Debian that they are from, if they are from one. It prints {@code version} before it.
   */
  static String[] versionOf(String packageName, List<String> programs) {
    return new String[] {
      "sh",
      "-c",
      "for program in "
          + String.join(" ", programs)
          + "; do command -v $program >/dev/null || exit 1; done; dpkg-query -W -f"
          + " 'version ${Version}' "
          + packageName
          + " || echo version unknown"
    };
  }

  /**
   * Returns the command of a server that listens on a port of loopback.
   *
   * @throws IOException if something that it takes cannot be made
   */
  abstract List<String> server(Scenario scenario, Materials materials, int port) throws IOException;

  /**
   * Returns the command of a client that takes lines from its input and prints the answer.
   *
   * @param resumes whether it is to offer the ticket of the connection before
   * @throws IOException if something that it takes cannot be made
   */
  abstract List<String> client(Scenario scenario, Materials materials, int port, boolean resumes)
      throws IOException;

  /** Tells whether what a program printed before its end is about a group that it lacks. */
  abstract boolean lacksGroup(String printed);

  /** Returns what is typed into a server that does not answer by itself. */
  Optional<Program.Reply> reply() {
    return Optional.empty();
  }

  /** Tells whether its client connects again and again when it is probed. */
  boolean connectsAgain() {
    return false;
  }

  /**
   * Tells whether a process of its client connects twice, with what the first connection gave it,
   * where a scenario takes two. If not, there is a process for each.
   */
  boolean connectsTwice() {
    return false;
  }

  /**
   * Returns how it prints exported keying material, in hexadecimal as the first group, with
   * anything between the digits.
   */
  Optional<Pattern> exporter() {
    return Optional.empty();
  }

  /** Finds the keying material of the last connection in what it printed. */
  final Optional<Bytes> exported(String printed) {
    return exporter()
        .flatMap(pattern -> pattern.matcher(printed).results().reduce((first, second) -> second))
        .map((MatchResult match) -> Bytes.hex(match.group(1).replaceAll("[^0-9a-fA-F]", "")));
  }

  @Override
  public final StartedProgram started(PeerRole role, List<NamedGroup> groups, Materials materials)
      throws IOException {
    Scenario scenario = Scenario.probe(groups);
    return role == PeerRole.SERVER
        ? StartedServer.start(this, scenario, materials)
        : new StartedClient(
            name,
            port -> client(scenario, materials, port, false),
            Optional.of(Materials.REQUEST),
            connectsAgain());
  }

  @Override
  public final Peer peer(PeerRole role, Scenario scenario, Materials materials) throws IOException {
    return role == PeerRole.SERVER
        ? new ProgramServer(this, scenario, materials)
        : new ProgramClient(this, scenario, materials);
  }
}
