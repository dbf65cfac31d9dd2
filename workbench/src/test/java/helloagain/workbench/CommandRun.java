package helloagain.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * Holds what a command printed and returned.
 *
 * @param exitCode its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command of the project in this JVM. */
  static CommandRun of(String... arguments) {
    return of(Main.commandLine(), arguments);
  }

  /** Runs a command line in this JVM. */
  static CommandRun of(CommandLine commandLine, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = Main.execute(commandLine, arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Returns the one JSON object that was printed. */
  JsonNode json() throws JsonProcessingException {
    return JsonMapper.builder().build().readTree(out);
  }

  /** Returns the lines on standard error. */
  List<String> errLines() {
    return err.lines().toList();
  }

  /** Tells whether all that was printed fits the screen. */
  boolean fitsTheScreen() {
    return out.lines().allMatch(line -> line.length() <= Columns.WIDTH);
  }
}
