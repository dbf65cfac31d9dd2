package helloagain.workbench;

import helloagain.spec.Counterexample.Moment;
import helloagain.spec.TlaReader;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens the error trace that TLC prints to what each step changes.
 *
 * @param steps the steps; the first one sets every variable
 */
record ErrorTrace(List<Step> steps) {
  private static final Pattern HEADER = Pattern.compile("(\\d+): (.*)");
  private static final Pattern ACTION = Pattern.compile("<(\\w+)\\b.* line \\d+.*>");
  private static final Pattern VARIABLE = Pattern.compile("(?:/\\\\ )?(\\w+) = (.*)");

  /**
   * Holds a step.
   *
   * @param action the action's name, or what else is to be said of the step
   * @param changes the new value of each variable that changes, each in one line; where only fields
   *     of a record change, these, by names such as {@code client.state}
   */
  record Step(String action, Map<String, String> changes) {}

  /** Copies the list. */
  ErrorTrace {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a trace.
   *
   * @param states the states as TLC prints them, each with a heading
   */
  static ErrorTrace parse(List<String> states) {
    List<Step> steps = new ArrayList<>();
    Map<String, String> before = Map.of();
    for (String state : states) {
      List<String> lines = state.lines().toList();
      Map<String, String> values = values(lines.subList(1, lines.size()));
      Map<String, String> changes = new LinkedHashMap<>();
      for (Map.Entry<String, String> value : values.entrySet()) {
        addChanges(
            value.getKey(), before.getOrDefault(value.getKey(), ""), value.getValue(), changes);
      }
      steps.add(new Step(action(lines.get(0)), changes));
      before = values;
    }
    return new ErrorTrace(steps);
  }

  /**
   * Reads the values of a trace, but for what TLC says below its last state.
   *
   * @param states the states as TLC prints them, each with a heading
   */
  static List<Moment> moments(List<String> states) {
    List<Moment> moments = new ArrayList<>();
    for (String state : states) {
      List<String> lines = state.lines().toList();
      if (ending(lines.get(0)).isEmpty()) {
        Map<String, TlaValue> variables = new LinkedHashMap<>();
        values(lines.subList(1, lines.size()))
            .forEach((name, text) -> variables.put(name, TlaReader.value(text)));
        moments.add(new Moment(moments.isEmpty() ? "" : action(lines.get(0)), variables));
      }
    }
    return moments;
  }

  /** Returns what TLC says of how a run goes on for ever, in the words of this class. */
  static List<String> endings(List<String> states) {
    return states.stream()
        .map(state -> ending(state.lines().findFirst().orElse("")))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the lines for people, of at most 80 columns where the values allow it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      lines.add("  " + (i + 1) + ". " + steps.get(i).action());
      steps
          .get(i)
          .changes()
          .forEach((name, value) -> lines.addAll(Columns.wrap("     ", name + " = " + value)));
    }
    return lines;
  }

  private static String action(String heading) {
    Matcher header = HEADER.matcher(heading.strip());
    if (!header.matches()) {
      return heading.strip();
    }
    String text = header.group(2);
    if (text.startsWith("<Initial predicate>")) {
      return "initial state";
    }
    Matcher action = ACTION.matcher(text);
    return ending(heading).orElseGet(() -> action.matches() ? action.group(1) : text);
  }

  private static Optional<String> ending(String heading) {
    Matcher header = HEADER.matcher(heading.strip());
    if (!header.matches()) {
      return Optional.empty();
    }
    String text = header.group(2);
    if (text.startsWith("Stuttering")) {
      return Optional.of("nothing happens any more");
    }
    return text.startsWith("Back to state")
        ? Optional.of("again as after step " + header.group(1))
        : Optional.empty();
  }

  private static Map<String, String> values(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    String name = "";
    for (String line : lines) {
      Matcher variable = VARIABLE.matcher(line);
      if (variable.matches()) {
        name = variable.group(1);
        values.put(name, variable.group(2).strip());
      } else if (!name.isEmpty()) {
        values.merge(name, line.strip(), (first, next) -> (first + " " + next).strip());
      }
    }
    return values;
  }

  private static void addChanges(
      String name, String before, String after, Map<String, String> changes) {
    if (before.equals(after)) {
      return;
    }
    Map<String, String> oldFields = fields(before);
    Map<String, String> newFields = fields(after);
    if (newFields.isEmpty() || !newFields.keySet().equals(oldFields.keySet())) {
      changes.put(name, after);
      return;
    }
    newFields.forEach(
        (field, value) ->
            addChanges(name + "." + field, oldFields.getOrDefault(field, ""), value, changes));
  }

  /** Returns the fields of a record; nothing of any other value, or of one that is not known. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    try {
      if (TlaReader.value(text) instanceof TlaRecord record) {
        record.fields().forEach((name, value) -> fields.put(name, value.toString()));
      }
    } catch (IllegalArgumentException e) {
      // Such as a model value: it is told whole.
    }
    return fields;
  }
}
