package helloagain.spec.internal;

import helloagain.spec.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LabelNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpArgNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.Action;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.value.impl.Value;

/**
 * Splits the next-state relation into named actions with their arguments.
 *
 * <p>TLC splits at disjunctions, at quantifiers over constant sets and into operators with constant
 * arguments, once, when it loads a model. This does the same, and a second time in each state for
 * the parts that depend on it. It also splits {@code A /\ UNCHANGED x}, which TLC takes as a whole,
 * like {@code A}. The parts have the same successors as the whole, equally often.
 */
final class NextSplitter {
  private final FastTool tool;

  NextSplitter(FastTool tool) {
    this.tool = tool;
  }

  /** Splits the whole relation as far as that goes without a state. */
  List<SubAction> split(Action next) {
    List<SubAction> parts = new ArrayList<>();
    new Split(null, parts)
        .add(
            next.pred,
            next.con,
            new Operator(nameOf(next), List.of(), next.getOpDef()),
            UnaryOperator.identity());
    return List.copyOf(parts);
  }

  /** Splits an open part further, in a state. */
  List<SubAction> split(SubAction open, TLCState state) {
    List<SubAction> parts = new ArrayList<>();
    Action action = open.action();
    new Split(state, parts)
        .add(
            action.pred,
            action.con,
            new Operator(open.name(), parametersOf(action.getOpDef()), action.getOpDef()),
            UnaryOperator.identity());
    return parts;
  }

  /** Returns the names of all parts, whatever the state. */
  Set<String> names(Action next) {
    Set<String> names = new LinkedHashSet<>();
    addNames(next.pred, nameOf(next), names);
    return names;
  }

  private static String nameOf(Action action) {
    return action.getName().toString();
  }

  private static List<FormalParamNode> parametersOf(@Nullable OpDefNode operator) {
    return operator == null ? List.of() : List.of(operator.getParams());
  }

  /** Returns the operator of the specification that is applied, or none for any other node. */
  private @Nullable OpDefNode applied(OpApplNode node, Context context) {
    SymbolNode symbol = node.getOperator();
    return BuiltInOPs.getOpCode(symbol.getName()) == 0
            && tool.lookup(symbol, context, false) instanceof OpDefNode operator
            && BuiltInOPs.getOpCode(operator.getName()) == 0
            && operator.getBody() != null
        ? operator
        : null;
  }

  /** Returns the position of the action beside conjuncts that are {@code UNCHANGED}, or -1. */
  private static int framed(OpApplNode conjunction) {
    ExprOrOpArgNode[] conjuncts = conjunction.getArgs();
    int position = -1;
    for (int i = 0; i < conjuncts.length; i++) {
      if (!isUnchanged(conjuncts[i])) {
        if (position >= 0) {
          return -1;
        }
        position = i;
      }
    }
    // What stands there may be no action but its guard, as in (A \/ B) /\ UNCHANGED vars.
    return conjuncts.length > 1
            && position >= 0
            && conjuncts[position].getLevel() == LevelConstants.ActionLevel
        ? position
        : -1;
  }

  private static boolean isUnchanged(SemanticNode node) {
    return node instanceof OpApplNode appl
        && BuiltInOPs.getOpCode(appl.getOperator().getName()) == ToolGlobals.OPCODE_unchanged;
  }

  /** Returns the conjunction with another conjunct at a position. */
  private static SemanticNode replaced(OpApplNode conjunction, int position, SemanticNode by) {
    ExprOrOpArgNode[] conjuncts = conjunction.getArgs().clone();
    conjuncts[position] = (ExprOrOpArgNode) by;
    return new OpApplNode(
        conjunction.getOperator().getName(), conjuncts, conjunction.getTreeNode(), null);
  }

  /** Returns the action that is handed to an operator, which frames it: that is what is done. */
  private static @Nullable SemanticNode handed(OpApplNode node) {
    for (ExprOrOpArgNode argument : node.getArgs()) {
      if (argument.getLevel() == LevelConstants.ActionLevel) {
        return argument;
      }
    }
    return null;
  }

  private void addNames(SemanticNode node, String name, Set<String> names) {
    if (node instanceof LabelNode label) {
      addNames(label.getBody(), name, names);
    } else if (node instanceof LetInNode let) {
      addNames(let.getBody(), name, names);
    } else if (node instanceof SubstInNode subst && subst.getSubsts().length == 0) {
      addNames(subst.getBody(), name, names);
    } else if (node instanceof OpApplNode appl) {
      OpDefNode operator = applied(appl, Context.Empty);
      if (operator != null) {
        SemanticNode handed = handed(appl);
        if (handed == null) {
          addNames(operator.getBody(), appl.getOperator().getName().toString(), names);
        } else {
          addNames(handed, name, names);
        }
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
          int position = framed(appl);
          if (position >= 0) {
            addNames(appl.getArgs()[position], name, names);
          } else {
            names.add(name);
          }
        }
        default -> names.add(name);
      }
    } else {
      names.add(name);
    }
  }

  /**
   * Holds the operator that a part stands in.
   *
   * @param name the name at the place of use; the definition's own differs where the configuration
   *     replaces an operator
   */
  private record Operator(
      String name, List<FormalParamNode> parameters, @Nullable OpDefNode definition) {}

  /** Collects the parts, in a state or without. */
  private final class Split {
    private final @Nullable TLCState state;
    private final List<SubAction> parts;

    Split(@Nullable TLCState state, List<SubAction> parts) {
      this.state = state;
      this.parts = parts;
    }

    /** Adds the parts of a node; the frame is what stands around it. */
    void add(
        SemanticNode node, Context context, Operator within, UnaryOperator<SemanticNode> frame) {
      if (node instanceof LabelNode label) {
        add(label.getBody(), context, within, frame);
      } else if (node instanceof LetInNode let) {
        add(let.getBody(), context, within, frame);
      } else if (node instanceof SubstInNode subst && subst.getSubsts().length == 0) {
        add(subst.getBody(), context, within, frame);
      } else if (node instanceof OpApplNode appl) {
        addApplication(appl, context, within, frame);
      } else {
        addPart(frame.apply(node), context, within, false);
      }
    }

    private void addApplication(
        OpApplNode node, Context context, Operator within, UnaryOperator<SemanticNode> frame) {
      OpDefNode operator = applied(node, context);
      if (operator != null) {
        String name = node.getOperator().getName().toString();
        SemanticNode handed = handed(node);
        if (handed != null) {
          Set<String> names = new LinkedHashSet<>();
          addNames(handed, name, names);
          // Of several actions handed over at once none is known to be the one that is done.
          String only = names.size() == 1 ? names.iterator().next() : name;
          addPart(frame.apply(node), context, new Operator(only, List.of(), operator), false);
          return;
        }
        Operator inner = new Operator(name, parametersOf(operator), operator);
        Context bound = bind(operator, node.getArgs(), context);
        if (bound != null) {
          add(operator.getBody(), bound, inner, frame);
        } else {
          addPart(frame.apply(node), context, inner, true);
        }
        return;
      }
      switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
        case ToolGlobals.OPCODE_be -> {
          List<Context> witnesses = witnesses(node, context);
          if (witnesses == null) {
            addPart(frame.apply(node), context, within, true);
          } else {
            witnesses.forEach(witness -> add(node.getArgs()[0], witness, within, frame));
          }
        }
        case ToolGlobals.OPCODE_dl, ToolGlobals.OPCODE_lor -> {
          for (ExprOrOpArgNode branch : node.getArgs()) {
            add(branch, context, within, frame);
          }
        }
        case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
          int position = framed(node);
          if (position >= 0) {
            add(
                node.getArgs()[position],
                context,
                within,
                inner -> frame.apply(replaced(node, position, inner)));
          } else {
            addPart(frame.apply(node), context, within, false);
          }
        }
        default -> addPart(frame.apply(node), context, within, false);
      }
    }

    /** Returns nothing if an argument has no value here; TLC may never need it. */
    private @Nullable Context bind(
        OpDefNode operator, ExprOrOpArgNode[] arguments, Context context) {
      Context bound = context;
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof OpArgNode
            || arguments[i].getLevel() > (state == null ? 0 : 1)) {
          return null;
        }
        try {
          Value value = (Value) tool.eval(arguments[i], context, stateOrNone());
          value.deepNormalize();
          bound = bound.cons(operator.getParams()[i], value);
        } catch (RuntimeException e) {
          return null;
        }
      }
      return bound;
    }

    /** Returns nothing if the sets have no value here. */
    private @Nullable List<Context> witnesses(OpApplNode exists, Context context) {
      try {
        List<Context> witnesses = new ArrayList<>();
        IContextEnumerator rest =
            tool.contexts(exists, context, stateOrNone(), TLCState.Empty, EvalControl.Clear);
        for (@Nullable Context witness = rest.nextElement();
            witness != null;
            witness = rest.nextElement()) {
          witnesses.add(witness);
        }
        return witnesses;
      } catch (RuntimeException e) {
        return null;
      }
    }

    private TLCState stateOrNone() {
      return state == null ? TLCState.Empty : state;
    }

    private void addPart(SemanticNode node, Context context, Operator within, boolean unsplit) {
      parts.add(
          new SubAction(
              new Action(node, context, within.definition()),
              within.name(),
              arguments(context, within),
              unsplit && state == null));
    }

    /** Returns no argument if one of them is not known here or has no finite value. */
    private List<TlaValue> arguments(Context context, Operator within) {
      List<TlaValue> arguments = new ArrayList<>();
      try {
        for (FormalParamNode parameter : within.parameters()) {
          if (!(context.lookup(parameter) instanceof Value value)) {
            return List.of();
          }
          arguments.add(Values.fromTlc(value));
        }
      } catch (RuntimeException e) {
        return List.of();
      }
      return List.copyOf(arguments);
    }
  }
}
