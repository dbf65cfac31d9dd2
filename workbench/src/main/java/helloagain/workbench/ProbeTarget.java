package helloagain.workbench;

import helloagain.peers.EngineSource;
import helloagain.peers.Materials;
import helloagain.peers.Presence;
import helloagain.peers.Stack;
import helloagain.peers.Stacks;
import helloagain.probe.ClientSubject;
import helloagain.probe.EngineSubject;
import helloagain.probe.ServerSubject;
import helloagain.probe.Subject;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Says what is probed, on the command line. */
final class ProbeTarget {
  private static final String SERVER = "server";
  private static final String CLIENT = "client";

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "a stack of this JVM, or server, or client")
  private String what = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "WHERE",
      description =
          "where the server listens (HOST:PORT, or more than one of these if it does so more than"
              + " once), or the command of the client after --, with {port}")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "what a stack of this JVM is, client or server; default: client")
  private @Nullable String role;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "so many connections at a time with a server (at each place) or clients; default:"
              + " ${DEFAULT-VALUE}")
  private int parallel;

  /**
   * Makes the subject.
   *
   * @throws IOException if it cannot be set up
   */
  Subject subject(CommandSpec spec, int seconds, Materials materials) throws IOException {
    if (parallel < 1) {
      throw new ParameterException(spec.commandLine(), "--parallel is 1 or more");
    }
    boolean isElsewhere = what.equals(SERVER) || what.equals(CLIENT);
    if (isElsewhere ? role != null : !where.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          isElsewhere
              ? "--role is for stacks of this JVM"
              : "only server and client take what follows");
    }
    if (what.equals(SERVER)) {
      return new ServerSubject(
          where.isEmpty()
              ? List.of(LiveOptions.address(""))
              : where.stream().map(LiveOptions::address).toList(),
          Duration.ofSeconds(seconds),
          parallel);
    }
    if (what.equals(CLIENT)) {
      if (where.stream().noneMatch(word -> word.contains(ClientSubject.PORT))) {
        throw new ParameterException(
            spec.commandLine(), "the command of a client, after --, has {port} where the port is");
      }
      return new ClientSubject(where, parallel);
    }
    return engines(spec, materials);
  }

  private Subject engines(CommandSpec spec, Materials materials) throws IOException {
    List<EngineSource> all =
        Stacks.inThisJvm().stream()
            .filter(EngineSource.class::isInstance)
            .map(EngineSource.class::cast)
            .toList();
    EngineSource chosen =
        all.stream()
            .filter(stack -> stack.name().equals(what))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no '"
                            + what
                            + "' to probe; there is server, client, "
                            + all.stream().map(Stack::name).collect(Collectors.joining(", "))));
    if (chosen.presence() instanceof Presence.Absent absent) {
      throw UserError.failed(chosen.name() + " is absent: " + absent.reason());
    }
    return EngineSubject.of(chosen, side(spec), materials);
  }

  private Side side(CommandSpec spec) {
    String word = role == null ? CLIENT : role;
    if (!word.equals(CLIENT) && !word.equals(SERVER)) {
      throw new ParameterException(spec.commandLine(), "--role is client or server");
    }
    return Side.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns the command that probes the same. */
  String again(Profile profile) {
    String command = "hello probe " + what;
    String options = profile == Profile.RFC8446 ? "" : " --profile " + profile.word();
    if (what.equals(CLIENT)) {
      return command
          + options
          + " -- "
          + where.stream().map(ProbeTarget::quoted).collect(Collectors.joining(" "));
    }
    return what.equals(SERVER)
        ? command + " " + String.join(" ", where) + options
        : command + " --role " + (role == null ? CLIENT : role) + options;
  }

  /** Puts a word into quotes if a shell would make something else of it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,{}+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
