package helloagain.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what TLC prints with {@code -tool}: messages between two marks that bear a number, which is
 * the same in all versions, and a severity; and other lines between them, mostly of the parser.
 */
final class TlcOutput {
  private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+):(\\d+) @!@!@");
  private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@");
  private static final Pattern EDGES = Pattern.compile("helloagain edges (.+): (\\d+)");
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*");
  private static final Pattern PROGRESS =
      Pattern.compile(
          "Progress\\((\\S+)\\).*?: ([\\d,]+) states generated.*?, ([\\d,]+) distinct states found"
              + ".*?, ([\\d,]+) states left on queue.*");
  private static final Pattern VIOLATED =
      Pattern.compile(
          "(?:Invariant|Action property|Property|Temporal property) (.+?) (?:is|was) violated.*");

  private static final String SERVER = "TLC Server Version";

  private static final int VERSION = 2262;
  private static final int COUNTS = 2199;
  private static final int PROGRESS_REPORT = 2200;
  private static final int DEPTH = 2194;
  private static final int INITIAL_ALL_DISTINCT = 2190;
  private static final int INITIAL_WITH_DUPLICATES = 2191;
  private static final int TRACE_STATE = 2217;
  private static final int TRACE_STUTTERS = 2218;
  private static final int TRACE_LOOPS = 2122;
  private static final int TRACE_FOLLOWS = 2121;
  private static final int COUNTEREXAMPLE_FOLLOWS = 2264;

  private static final int SUCCESS = 2193;

  /** From here on TLC speaks of workers and fingerprint servers of its distributed mode. */
  private static final int DISTRIBUTED = 7000;

  private static final int DISTRIBUTED_LAST = 7010;

  private static final int SEVERITY_ERROR = 1;
  private static final int SEVERITY_BUG = 2;

  private record Open(int number, int severity, StringBuilder text) {}

  private final Consumer<TlcProgress> progress;
  private final Consumer<String> printed;
  private final Consumer<String> events;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<String> otherLines = new ArrayList<>();
  private final List<String> errorLines = new ArrayList<>();
  private final List<String> counterexample = new ArrayList<>();
  private final Map<String, Long> actions = new LinkedHashMap<>();
  private String version = "";
  private String violated = "";
  private long initialStates;
  private long generatedInitialStates;
  private long generatedStates;
  private long distinctStates;
  private int depth;
  private boolean succeeded;

  TlcOutput(Consumer<TlcProgress> progress) {
    this(progress, line -> {});
  }

  /**
   * Reads from the start.
   *
   * @param printed receives each line that is no part of a message
   */
  TlcOutput(Consumer<TlcProgress> progress, Consumer<String> printed) {
    this(progress, printed, event -> {});
  }

  /**
   * Reads from the start.
   *
   * @param printed receives each line that is no part of a message
   * @param events receives what happens to the helpers of the distributed mode
   */
  TlcOutput(Consumer<TlcProgress> progress, Consumer<String> printed, Consumer<String> events) {
    this.progress = progress;
    this.printed = printed;
    this.events = events;
  }

  void accept(String line) {
    Matcher start = START.matcher(line);
    if (start.find()) {
      open.push(
          new Open(
              Integer.parseInt(start.group(1)),
              Integer.parseInt(start.group(2)),
              new StringBuilder()));
      return;
    }
    Open current = open.peek();
    Matcher counted = EDGES.matcher(line);
    if (current == null && counted.matches()) {
      actions.put(counted.group(1), number(counted.group(2)));
    } else if (current == null && line.contains(SERVER)) {
      // It names itself before it has read that it is to mark its messages.
      version = line;
    } else if (current == null) {
      otherLines.add(line);
      printed.accept(line);
    } else if (END.matcher(line).matches()) {
      open.pop();
      Open outer = open.peek();
      if (outer == null) {
        message(current.number(), current.severity(), current.text().toString().strip());
      } else {
        outer.text().append(current.text());
      }
    } else {
      current.text().append(line).append('\n');
    }
  }

  private void message(int number, int severity, String text) {
    switch (number) {
      case VERSION -> version = text;
      case COUNTS -> {
        List<Long> numbers = numbers(text);
        generatedStates = numbers.get(0);
        distinctStates = numbers.get(1);
      }
      case DEPTH -> depth = numbers(text).get(0).intValue();
      case INITIAL_ALL_DISTINCT -> {
        initialStates = numbers(text).get(0);
        generatedInitialStates = initialStates;
      }
      case INITIAL_WITH_DUPLICATES -> {
        generatedInitialStates = numbers(text).get(0);
        initialStates = numbers(text).get(1);
      }
      case PROGRESS_REPORT -> report(text);
      case TRACE_STATE, TRACE_STUTTERS, TRACE_LOOPS -> counterexample.add(text);
      case TRACE_FOLLOWS, COUNTEREXAMPLE_FOLLOWS -> {}
      case SUCCESS -> succeeded = true;
      default -> {
        if (DISTRIBUTED <= number && number <= DISTRIBUTED_LAST) {
          events.accept(text);
          return;
        }
        if (severity == SEVERITY_ERROR || severity == SEVERITY_BUG) {
          errorLines.addAll(TlcMessages.essence(text));
          Matcher matcher = VIOLATED.matcher(text.lines().findFirst().orElse(""));
          if (violated.isEmpty() && matcher.matches()) {
            violated = matcher.group(1);
          }
        }
      }
    }
  }

  private void report(String text) {
    Matcher matcher = PROGRESS.matcher(text);
    if (matcher.matches()) {
      List<Long> numbers = numbers(matcher.group(1));
      progress.accept(
          new TlcProgress(
              numbers.isEmpty() ? 0 : numbers.get(0).intValue(),
              number(matcher.group(2)),
              number(matcher.group(3)),
              number(matcher.group(4))));
    }
  }

  private static List<Long> numbers(String text) {
    return NUMBER.matcher(text).results().map(result -> number(result.group())).toList();
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }

  /** Tells whether TLC named itself. */
  boolean isOfTlc() {
    return !version.isEmpty();
  }

  /** Returns the first line that is no message. */
  String firstOtherLine() {
    return otherLines.stream()
        .filter(line -> !line.isBlank() && !line.startsWith("Picked up "))
        .findFirst()
        .orElse("");
  }

  /** Makes the result of a server of the distributed mode, whose exit code says nothing. */
  TlcResult distributedResult(double seconds) {
    TlcVerdict verdict =
        succeeded && errorLines.isEmpty()
            ? TlcVerdict.HOLDS
            : counterexample.isEmpty() ? TlcVerdict.FAILURE : TlcVerdict.INVARIANT;
    List<String> errors = new ArrayList<>(errorLines);
    SpecException parseError = TlcMessages.parseError(otherLines);
    if (verdict == TlcVerdict.FAILURE && parseError != null) {
      errors.add(0, parseError.getMessage());
    }
    return result(verdict, "", 0, seconds, errors);
  }

  /**
   * Makes the result.
   *
   * @param onlyProperty the one property that the configuration asks for, if it is one: TLC does
   *     not name a violated property of behaviours, and names a part of a formula by its place
   */
  TlcResult result(int exitCode, double seconds, @Nullable String onlyProperty) {
    TlcVerdict verdict = TlcVerdict.ofExitCode(exitCode);
    if (verdict == TlcVerdict.HOLDS && !errorLines.isEmpty()) {
      verdict = TlcVerdict.FAILURE;
    }
    List<String> errors = new ArrayList<>(errorLines);
    SpecException parseError = TlcMessages.parseError(otherLines);
    if (verdict == TlcVerdict.PARSE && parseError != null) {
      errors.add(0, parseError.getMessage());
    } else if (verdict != TlcVerdict.HOLDS && errors.isEmpty()) {
      otherLines.stream().filter(line -> !line.isBlank()).forEach(errors::add);
    }
    String name = verdict == TlcVerdict.PROPERTY && onlyProperty != null ? onlyProperty : violated;
    return result(verdict, name, exitCode, seconds, errors);
  }

  private TlcResult result(
      TlcVerdict verdict, String name, int exitCode, double seconds, List<String> errors) {
    return new TlcResult(
        verdict,
        name,
        exitCode,
        initialStates,
        generatedStates,
        Math.max(0, generatedStates - generatedInitialStates),
        distinctStates,
        depth,
        seconds,
        version,
        errors,
        counterexample,
        actions);
  }
}
