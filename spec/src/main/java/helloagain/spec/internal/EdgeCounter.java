package helloagain.spec.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.util.IStateWriter;
import util.SimpleFilenameToStream;

/**
 * Runs TLC and counts how many steps each action takes, at the price of one call for a step: it
 * stands where TLC would write each step to a file. TLC's own coverage takes twice the time.
 */
final class EdgeCounter {
  /** Begins each line that this prints: the name of an action and its steps. */
  private static final String MARK = "helloagain edges ";

  /** Joins the names of actions that TLC takes as a whole. */
  private static final String OR = " or ";

  private final Map<Action, LongAdder> edges = new ConcurrentHashMap<>();

  private EdgeCounter() {}

  /** Does as TLC's own main method, and prints the counts at the end where this TLC lets it. */
  static void run(String[] arguments) throws Exception {
    Field writer;
    try {
      writer = TLC.class.getDeclaredField("stateWriter");
      writer.setAccessible(true);
    } catch (NoSuchFieldException e) {
      // Another version of TLC: it checks, and does not count.
      TLC.main(arguments);
      return;
    }
    TLC tlc = new TLC();
    if (!tlc.handleParameters(arguments)) {
      System.exit(1);
    }
    EdgeCounter counter = new EdgeCounter();
    writer.set(
        tlc,
        Proxy.newProxyInstance(
            EdgeCounter.class.getClassLoader(),
            new Class<?>[] {IStateWriter.class},
            (proxy, method, values) -> counter.heard(method, values)));
    tlc.setResolver(new SimpleFilenameToStream());
    int code = tlc.process();
    counter.print();
    System.exit(EC.ExitStatus.errorConstantToExitStatus(code));
  }

  private @Nullable Object heard(Method method, @Nullable Object[] values) {
    if (method.getName().equals("writeState")) {
      for (Object value : values) {
        if (value instanceof Action action) {
          edges.computeIfAbsent(action, found -> new LongAdder()).increment();
        }
      }
    }
    if (method.getReturnType() == boolean.class) {
      return false;
    }
    return method.getReturnType() == String.class ? "" : null;
  }

  private void print() {
    if (TLCGlobals.mainChecker == null) {
      return;
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Action action : TLCGlobals.mainChecker.tool.getActions()) {
      Set<String> names = new LinkedHashSet<>();
      addNames(action.pred, action.getName().toString(), names);
      LongAdder count = edges.get(action);
      counts.merge(String.join(OR, names), count == null ? 0 : count.sum(), Long::sum);
    }
    counts.forEach((name, count) -> System.out.println(MARK + name + ": " + count));
  }

  /**
   * Names an action by the innermost operator that is reached as {@code NextSplitter} reaches it.
   * More than one name stands for an action that TLC does not split any more.
   */
  private static void addNames(SemanticNode node, String name, Set<String> names) {
    if (node instanceof LabelNode label) {
      addNames(label.getBody(), name, names);
    } else if (node instanceof LetInNode let) {
      addNames(let.getBody(), name, names);
    } else if (node instanceof OpApplNode appl) {
      if (appl.getOperator() instanceof OpDefNode operator
          && operator.getBody() != null
          && BuiltInOPs.getOpCode(operator.getName()) == 0) {
        // An action that is handed to an operator is what is done; the operator frames it.
        for (ExprOrOpArgNode argument : appl.getArgs()) {
          if (argument.getLevel() == LevelConstants.ActionLevel) {
            addNames(argument, name, names);
            return;
          }
        }
        addNames(operator.getBody(), operator.getName().toString(), names);
        return;
      }
      switch (BuiltInOPs.getOpCode(appl.getOperator().getName())) {
        case ToolGlobals.OPCODE_be -> addNames(appl.getArgs()[0], name, names);
        case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
          for (ExprOrOpArgNode branch : appl.getArgs()) {
            addNames(branch, name, names);
          }
        }
        case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
          @Nullable ExprOrOpArgNode only = framed(appl.getArgs());
          if (only == null) {
            names.add(name);
          } else {
            addNames(only, name, names);
          }
        }
        default -> names.add(name);
      }
    } else {
      names.add(name);
    }
  }

  /** Returns the action beside conjuncts that are {@code UNCHANGED}, or nothing. */
  private static @Nullable ExprOrOpArgNode framed(ExprOrOpArgNode[] conjuncts) {
    @Nullable ExprOrOpArgNode only = null;
    for (ExprOrOpArgNode conjunct : conjuncts) {
      boolean isUnchanged =
          conjunct instanceof OpApplNode appl
              && BuiltInOPs.getOpCode(appl.getOperator().getName()) == ToolGlobals.OPCODE_unchanged;
      if (!isUnchanged) {
        if (only != null) {
          return null;
        }
        only = conjunct;
      }
    }
    // What stands there may be no action but its guard, as in (A \/ B) /\ UNCHANGED vars.
    boolean isAction = only != null && only.getLevel() == LevelConstants.ActionLevel;
    return conjuncts.length > 1 && isAction ? only : null;
  }
}
