package helloagain.workbench;

import helloagain.peers.Materials;
import helloagain.peers.Presence;
import helloagain.peers.Stack;
import helloagain.peers.Stacks;
import helloagain.probe.ProgramSubject;
import helloagain.probe.ServerSubject;
import helloagain.probe.StackSubjects;
import helloagain.probe.Subject;
import helloagain.refinement.graph.Side;
import helloagain.rule.Profile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
      description = "a stack, the class of a provider of JSSE, server, or client")
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
      description = "what a stack is, client or server; default: client")
  private @Nullable String role;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "so many connections at a time, with a server at each place; default: 1 with a server or"
              + " clients, as many as there are processors with a stack")
  private @Nullable Integer parallel;

  @Option(
      names = "--keep",
      description = "let a client run on, for it connects again and again by itself")
  private boolean keep;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      defaultValue = "",
      description = "jars and folders with the classes of a provider")
  private String classPath = "";

  /**
   * Makes the subject.
   *
   * @throws IOException if it cannot be set up
   */
  Subject subject(CommandSpec spec, int seconds, Materials materials) throws IOException {
    if (parallel != null && parallel < 1) {
      throw new ParameterException(spec.commandLine(), "--parallel is 1 or more");
    }
    boolean isElsewhere = what.equals(SERVER) || what.equals(CLIENT);
    if (isElsewhere ? role != null : !where.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          isElsewhere ? "--role is for stacks" : "only server and client take what follows");
    }
    if (what.equals(SERVER)) {
      return new ServerSubject(
          where.isEmpty()
              ? List.of(LiveOptions.address(""))
              : where.stream().map(LiveOptions::address).toList(),
          Duration.ofSeconds(seconds),
          parallel == null ? 1 : parallel);
    }
    if (what.equals(CLIENT)) {
      if (where.stream().noneMatch(word -> word.contains(ProgramSubject.PORT))) {
        throw new ParameterException(
            spec.commandLine(), "the command of a client, after --, has {port} where the port is");
      }
      return ProgramSubject.client(where, keep, parallel == null ? 1 : parallel);
    }
    return stack(spec, materials);
  }

  private Subject stack(CommandSpec spec, Materials materials) throws IOException {
    Stack chosen = chosen(spec);
    if (chosen.presence() instanceof Presence.Absent absent) {
      throw UserError.failed(chosen.name() + " is absent: " + absent.reason());
    }
    return StackSubjects.of(chosen, side(spec), Optional.ofNullable(parallel), materials);
  }

  /** A name with a dot is that of a class, of which no known stack has one. */
  private Stack chosen(CommandSpec spec) {
    Optional<Stack> known = Stacks.named(what);
    if (known.isEmpty() && what.contains(".")) {
      try {
        return Stacks.ofProvider(what, classPath());
      } catch (IOException e) {
        throw UserError.unusable(String.valueOf(e.getMessage()));
      }
    }
    return known.orElseThrow(
        () ->
            new ParameterException(
                spec.commandLine(),
                "there is no '"
                    + what
                    + "' to probe; there is server, client, the class of a provider, "
                    + Stacks.all().stream().map(Stack::name).collect(Collectors.joining(", "))));
  }

  private List<Path> classPath() {
    return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
        .filter(place -> !place.isEmpty())
        .map(Path::of)
        .toList();
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
          + (keep ? " --keep" : "")
          + options
          + " -- "
          + where.stream().map(ProbeTarget::quoted).collect(Collectors.joining(" "));
    }
    return what.equals(SERVER)
        ? command + " " + String.join(" ", where) + options
        : command
            + (classPath.isEmpty() ? "" : " --class-path " + quoted(classPath))
            + " --role "
            + (role == null ? CLIENT : role)
            + options;
  }

  /** Puts a word into quotes if a shell would make something else of it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,{}+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
