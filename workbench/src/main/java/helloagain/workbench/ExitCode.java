package helloagain.workbench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names what the exit code of a command says; the same for every command. */
enum ExitCode {
  /** Everything asked for holds. */
  HOLDS(0, "holds"),
  /** Something does not hold, or does not come out as recorded. */
  VIOLATED(1, "a violation was found"),
  /** The command line or a file is unusable; nothing was done. */
  INPUT_UNUSABLE(2, "the arguments or the input are unusable"),
  /** The run could not be finished: no memory, no disk space, an interrupt, a defect. */
  ENVIRONMENT_FAILED(3, "the environment failed, or the run was interrupted");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** Returns the meaning of every code, for the help texts. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode each : values()) {
      meanings.put(Integer.toString(each.code), each.meaning);
    }
    return meanings;
  }
}
