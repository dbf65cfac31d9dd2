package helloagain.spec.internal;

import helloagain.spec.FailedGuard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.st.Location;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;

/** Finds the conjuncts of an action that keep it from being enabled in a state. */
final class GuardExplainer {
  private static final int STATE_LEVEL = 1;

  private final FastTool tool;
  private final SourceText source;
  private final TLCState state;

  GuardExplainer(FastTool tool, SourceText source, TLCState state) {
    this.tool = tool;
    this.source = source;
    this.state = state;
  }

  /** Returns the false guards below a node; none if nothing there forbids the action. */
  Set<FailedGuard> failures(SemanticNode node, Context context) {
    if (node instanceof LabelNode label) {
      return failures(label.getBody(), context);
    }
    if (node instanceof LetInNode let) {
      return failures(let.getBody(), context);
    }
    if (!(node instanceof OpApplNode appl)) {
      return Set.of();
    }
    SymbolNode symbol = appl.getOperator();
    int opcode = BuiltInOPs.getOpCode(symbol.getName());
    switch (opcode) {
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
        Set<FailedGuard> all = new LinkedHashSet<>();
        for (ExprOrOpArgNode conjunct : appl.getArgs()) {
          Set<FailedGuard> failures = failures(conjunct, context);
          // A conjunct after a false one need not have a value.
          if (!all.isEmpty() && failures.stream().anyMatch(guard -> !guard.trouble().isEmpty())) {
            break;
          }
          all.addAll(failures);
        }
        return all;
      }
      default -> {
        if (appl.getLevel() <= STATE_LEVEL) {
          return asGuard(appl, context);
        }
      }
    }
    switch (opcode) {
      case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
        List<Set<FailedGuard>> branches = new ArrayList<>();
        for (ExprOrOpArgNode branch : appl.getArgs()) {
          branches.add(failures(branch, context));
        }
        return ifAllFail(branches);
      }
      case ToolGlobals.OPCODE_ite -> {
        Boolean condition = truth(appl.getArgs()[0], context);
        if (condition == null) {
          return Set.of();
        }
        return failures(appl.getArgs()[condition ? 1 : 2], context);
      }
      case ToolGlobals.OPCODE_be -> {
        return ofWitnesses(appl, context);
      }
      case 0 -> {
        if (tool.lookup(symbol, context, false) instanceof OpDefNode operator
            && BuiltInOPs.getOpCode(operator.getName()) == 0) {
          return failures(
              operator.getBody(), tool.getOpContext(operator, appl.getArgs(), context, true));
        }
        return Set.of();
      }
      default -> {
        return Set.of();
      }
    }
  }

  private Set<FailedGuard> ofWitnesses(OpApplNode exists, Context context) {
    List<Set<FailedGuard>> branches = new ArrayList<>();
    try {
      IContextEnumerator rest =
          tool.contexts(exists, context, state, TLCState.Empty, EvalControl.Clear);
      for (@Nullable Context witness = rest.nextElement();
          witness != null;
          witness = rest.nextElement()) {
        branches.add(failures(exists.getArgs()[0], witness));
      }
    } catch (RuntimeException e) {
      return Set.of(guard(exists, reason(e)));
    }
    return branches.isEmpty() ? Set.of(guard(exists, "the set is empty")) : ifAllFail(branches);
  }

  private static Set<FailedGuard> ifAllFail(Collection<Set<FailedGuard>> branches) {
    Set<FailedGuard> all = new LinkedHashSet<>();
    for (Set<FailedGuard> branch : branches) {
      if (branch.isEmpty()) {
        return Set.of();
      }
      all.addAll(branch);
    }
    return all;
  }

  private Set<FailedGuard> asGuard(OpApplNode node, Context context) {
    try {
      return tool.eval(node, context, state) instanceof BoolValue value && value.val
          ? Set.of()
          : Set.of(guard(node, ""));
    } catch (RuntimeException e) {
      return Set.of(guard(node, reason(e)));
    }
  }

  private @Nullable Boolean truth(SemanticNode node, Context context) {
    try {
      if (node instanceof LevelNode levelNode
          && levelNode.getLevel() <= STATE_LEVEL
          && tool.eval(node, context, state) instanceof BoolValue value) {
        return value.val;
      }
      return null;
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static String reason(RuntimeException e) {
    return "it has no value: " + TlcModel.essence(e);
  }

  private FailedGuard guard(SemanticNode node, String trouble) {
    Location place = node.getLocation();
    return new FailedGuard(source.of(place), place.source(), place.beginLine(), trouble);
  }
}
