package helloagain.spec.internal;

import helloagain.spec.FailedGuard;
import helloagain.spec.GraphSummary;
import helloagain.spec.GraphVisitor;
import helloagain.spec.SpecException;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecState;
import helloagain.spec.SpecStep;
import helloagain.spec.TlaBool;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.OpDefOrDeclNode;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.FingerprintException;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.impl.CallStackTool;
import tlc2.tool.impl.FastTool;
import tlc2.tool.impl.Tool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.util.Vect;
import tlc2.value.IValue;
import tlc2.value.RandomEnumerableValues;
import tlc2.value.impl.Applicable;
import tlc2.value.impl.Value;
import util.ToolIO;
import util.UniqueString;

/** Implements {@link SpecModel} on TLC's evaluator; one of them in each class loader. */
public final class TlcModel implements SpecModel {
  private static final Pattern PLACE =
      Pattern.compile("(?s).*Line (\\d+), column \\d+ to line \\d+, column \\d+ in (\\w+)\\s*");

  /** TLC's own order depends on which strings it saw first. */
  private static final Comparator<SpecState> BY_VALUES =
      Comparator.comparing(state -> new TlaSequence(List.copyOf(state.variables().values())));

  private final FastTool tool;
  private final SourceText source;
  private final Closeable loader;
  private final @Nullable ReentrantLock turns;
  private final List<UniqueString> variables;
  private final List<String> variableNames;
  private final List<SubAction> parts;
  private final List<String> actionNames;
  private final NextSplitter splitter;
  private final Map<String, Operator> operators = new ConcurrentHashMap<>();
  private final Comparator<SpecStep> byLabel;

  /** Those that no thread has in use. */
  private final Queue<ValueWriter> writers = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  private TlcModel(FastTool tool, SourceText source, Closeable loader) {
    this.tool = tool;
    this.source = source;
    this.loader = loader;
    this.variables = inOrderOfDeclaration(tool.getSpecProcessor().getVariablesNodes());
    this.variableNames = variables.stream().map(UniqueString::toString).toList();
    this.splitter = new NextSplitter(tool);
    Action next = tool.getNextStateSpec();
    this.parts = next == null ? List.of() : splitter.split(next);
    this.actionNames = next == null ? List.of() : List.copyOf(splitter.names(next));
    this.byLabel =
        Comparator.<SpecStep>comparingInt(step -> actionNames.indexOf(step.action()))
            .thenComparing(step -> new TlaSequence(step.arguments()))
            .thenComparing(SpecStep::target, BY_VALUES);
    this.turns =
        hasOnlySettledConstants(tool) && parts.stream().allMatch(TlcModel::hasSettledContext)
            ? null
            : new ReentrantLock();
  }

  /**
   * Loads a model from a folder.
   *
   * @param log receives what TLC prints while it loads
   * @param loader closed together with the model
   */
  public static TlcModel load(
      Path folder, String module, String config, OutputStream log, Closeable loader) {
    // TLC prints through these statics, and reads the others while it loads.
    PrintStream print = new PrintStream(log, true, StandardCharsets.UTF_8);
    ToolIO.out = print;
    ToolIO.err = print;
    ToolIO.setUserDir(folder.toString());
    TLCGlobals.setNumWorkers(1);
    FP64.Init();
    RandomEnumerableValues.setSeed(0);
    try {
      FastTool tool = new FastTool(module, config, new ModuleResolver(folder));
      if (tool.checkAssumptions() != EC.NO_ERROR) {
        print.flush();
        throw new SpecException("an assumption of " + module + " is false with " + config + ".cfg");
      }
      return new TlcModel(tool, new SourceText(folder), loader);
    } catch (SpecException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new SpecException(module + " with " + config + ".cfg: " + essence(e), e);
    } finally {
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      ToolIO.out = nowhere;
      ToolIO.err = nowhere;
    }
  }

  /** Sorts the variables of each module by place; TLC has them in another order. */
  private static List<UniqueString> inOrderOfDeclaration(OpDeclNode[] variables) {
    Map<String, List<OpDeclNode>> byModule = new LinkedHashMap<>();
    for (OpDeclNode variable : variables) {
      String module = variable.getLocation().source();
      byModule.computeIfAbsent(module, name -> new ArrayList<>()).add(variable);
    }
    return byModule.values().stream()
        .flatMap(
            declared -> declared.stream().sorted(Comparator.comparing(OpDeclNode::getLocation)))
        .map(OpDeclNode::getName)
        .toList();
  }

  /**
   * Tells whether no constant changes when it is evaluated. TLC's own workers have a copy each of
   * those that do.
   */
  private static boolean hasOnlySettledConstants(FastTool tool) {
    for (ModuleNode module : tool.getSpecProcessor().getModuleTbl().getModuleNodes()) {
      for (OpDefNode definition : module.getOpDefs()) {
        if (definition.getArity() == 0
            && tool.lookup(definition) instanceof IValue constant
            && !module.isStandard()
            && !Values.isSettled(constant)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Tells the same of the values that quantifiers of the next-state relation range over. */
  private static boolean hasSettledContext(SubAction part) {
    Context context = part.action().con;
    Object unsettled =
        context.lookup(
            symbol ->
                symbol != null
                    && context.lookup(symbol) instanceof Value value
                    && !isSettledOnceNormalized(value));
    return unsettled == null;
  }

  private static boolean isSettledOnceNormalized(Value value) {
    value.deepNormalize();
    return Values.isSettled(value);
  }

  UniqueString variable(int index) {
    return variables.get(index);
  }

  @Override
  public List<String> variableNames() {
    return variableNames;
  }

  @Override
  public List<String> actionNames() {
    return actionNames;
  }

  @Override
  public List<String> invariantNames() {
    return List.of(tool.getInvNames());
  }

  @Override
  public List<String> propertyNames() {
    Vect<?> names = tool.getModelConfig().getProperties();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(names.elementAt(i).toString());
    }
    return all;
  }

  @Override
  public List<String> parameterNames(String operator) {
    return evaluated(
        with ->
            operator(operator).parameters().stream()
                .map(parameter -> parameter.getName().toString())
                .toList());
  }

  @Override
  public List<SpecState> initialStates() {
    return evaluated(
        with -> {
          Set<SpecState> states = new LinkedHashSet<>();
          for (TLCState state : list(with.getInitStates())) {
            checkComplete(state);
            if (with.isInModel(state)) {
              states.add(new TlcState(this, state));
            }
          }
          return states.stream().sorted(BY_VALUES).toList();
        });
  }

  @Override
  public List<SpecStep> successors(SpecState state) {
    TLCState from = stateOf(state);
    return evaluated(
        with -> {
          Set<SpecStep> steps = new LinkedHashSet<>();
          for (SubAction part : parts(from)) {
            for (TLCState next : list(with.getNextStates(part.action(), from))) {
              checkComplete(next);
              steps.add(new SpecStep(part.name(), part.arguments(), new TlcState(this, next)));
            }
          }
          return steps.stream().sorted(byLabel).toList();
        });
  }

  /** Returns the parts of the next-state relation, all split. */
  private List<SubAction> parts(TLCState state) {
    if (parts.stream().noneMatch(SubAction::isOpen)) {
      return parts;
    }
    List<SubAction> all = new ArrayList<>();
    for (SubAction part : parts) {
      if (part.isOpen()) {
        all.addAll(splitter.split(part, state));
      } else {
        all.add(part);
      }
    }
    return all;
  }

  @Override
  public List<SpecState> apply(String operator, List<TlaValue> arguments, SpecState state) {
    TLCState from = stateOf(state);
    return evaluated(
        with -> {
          Set<SpecState> states = new LinkedHashSet<>();
          for (TLCState next : list(with.getNextStates(action(operator, arguments), from))) {
            checkComplete(next);
            states.add(new TlcState(this, next));
          }
          return states.stream().sorted(BY_VALUES).toList();
        });
  }

  @Override
  public TlaValue evaluate(String operator, List<TlaValue> arguments, @Nullable SpecState state) {
    TLCState at = state == null ? TLCState.Empty : stateOf(state);
    return evaluated(with -> Values.fromTlc(value(with, operator, arguments, at, TLCState.Empty)));
  }

  @Override
  public boolean holds(String predicate, SpecState state) {
    return truth(evaluate(predicate, List.of(), state), predicate);
  }

  @Override
  public boolean relates(
      String operator, List<TlaValue> arguments, SpecState source, SpecState target) {
    TLCState from = stateOf(source);
    TLCState to = stateOf(target);
    return truth(
        evaluated(with -> Values.fromTlc(value(with, operator, arguments, from, to))), operator);
  }

  private static boolean truth(TlaValue value, String operator) {
    if (value instanceof TlaBool bool) {
      return bool.value();
    }
    throw new IllegalArgumentException(operator + " is no predicate; its value is " + value);
  }

  @Override
  public boolean allows(SpecState source, SpecState target) {
    TLCState from = stateOf(source);
    TLCState to = stateOf(target);
    return evaluated(
        with -> tool.getNextStateSpec() != null && with.isValid(tool.getNextStateSpec(), from, to));
  }

  @Override
  public boolean isWithinConstraints(SpecState state) {
    TLCState at = stateOf(state);
    return evaluated(with -> with.isInModel(at));
  }

  @Override
  public List<String> violatedInvariants(SpecState state) {
    TLCState at = stateOf(state);
    return evaluated(
        with -> {
          List<String> violated = new ArrayList<>();
          Action[] invariants = tool.getInvariants();
          for (int i = 0; i < invariants.length; i++) {
            if (!with.isValid(invariants[i], at)) {
              violated.add(tool.getInvNames()[i]);
            }
          }
          return violated;
        });
  }

  @Override
  public List<String> violatedStepProperties(SpecState source, SpecState target) {
    TLCState from = stateOf(source);
    TLCState to = stateOf(target);
    return evaluated(
        with -> {
          List<String> violated = new ArrayList<>();
          Action[] properties = tool.getImpliedActions();
          for (int i = 0; i < properties.length; i++) {
            if (!with.isValid(properties[i], from, to)) {
              violated.add(tool.getImpliedActNames()[i]);
            }
          }
          return violated;
        });
  }

  @Override
  public SpecState state(Map<String, TlaValue> values) {
    if (!values.keySet().equals(Set.copyOf(variableNames))) {
      throw new IllegalArgumentException(
          "a state has a value for each of " + variableNames + ", not for " + values.keySet());
    }
    return evaluated(
        with ->
            written(
                writer -> {
                  TLCState state = TLCState.Empty.createEmpty();
                  for (UniqueString variable : variables) {
                    TlaValue value = values.get(variable.toString());
                    if (value != null) {
                      state.bind(variable, writer.write(value));
                    }
                  }
                  return TlcState.normalized(this, state);
                }));
  }

  @Override
  public List<FailedGuard> explain(String operator, List<TlaValue> arguments, SpecState state) {
    TLCState at = stateOf(state);
    return evaluated(
        with -> {
          Action action = action(operator, arguments);
          return List.copyOf(
              new GuardExplainer(tool, source, at).failures(action.pred, action.con));
        });
  }

  @Override
  public GraphSummary explore(GraphVisitor visitor) {
    return evaluated(with -> new Exploration(this, visitor).run());
  }

  /** Computes the successors of a state part by part, as often as TLC generates them. */
  void generate(TLCState from, Generated receiver) {
    for (SubAction part : parts(from)) {
      for (TLCState next : list(tool.getNextStates(part.action(), from))) {
        checkComplete(next);
        receiver.accept(part, next);
      }
    }
  }

  /** Receives a generated state. */
  interface Generated {
    void accept(SubAction part, TLCState target);
  }

  List<TLCState> generateInitial() {
    List<TLCState> states = list(tool.getInitStates());
    states.forEach(this::checkComplete);
    return states;
  }

  boolean isInModel(TLCState state) {
    return tool.isInModel(state);
  }

  boolean isInModel(TLCState source, TLCState target) {
    return tool.isInModel(target) && tool.isInActions(source, target);
  }

  @Override
  public void close() {
    closed = true;
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Holds an operator of the root module as the configuration left it.
   *
   * @param definition the definition, or none where TLC has a value or a Java method instead
   */
  private record Operator(
      List<FormalParamNode> parameters, @Nullable OpDefNode definition, Object meaning) {}

  private Operator operator(String name) {
    Operator known = operators.get(name);
    if (known == null) {
      OpDefOrDeclNode node = definitionOrConstant(name);
      // The configuration may put another operator in the place of this one.
      if (tool.lookup(node) instanceof OpDefNode definition) {
        known = new Operator(List.of(definition.getParams()), definition, definition);
      } else {
        List<FormalParamNode> parameters =
            node instanceof OpDefNode definition ? List.of(definition.getParams()) : List.of();
        known = new Operator(parameters, null, tool.lookup(node));
      }
      operators.put(name, known);
    }
    return known;
  }

  private OpDefOrDeclNode definitionOrConstant(String name) {
    ModuleNode root = tool.getSpecProcessor().getRootModule();
    OpDefNode definition = root.getOpDef(name);
    if (definition != null) {
      return definition;
    }
    return Stream.of(root.getConstantDecls())
        .filter(constant -> constant.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the model has no operator " + name));
  }

  private static void checkCount(String name, Operator operator, List<TlaValue> arguments) {
    if (operator.parameters().size() != arguments.size()) {
      throw new IllegalArgumentException(
          name + " takes " + operator.parameters().size() + " arguments, not " + arguments.size());
    }
  }

  private Action action(String name, List<TlaValue> arguments) {
    Operator operator = operator(name);
    checkCount(name, operator, arguments);
    OpDefNode definition = operator.definition();
    if (definition == null || definition.getKind() != ToolGlobals.UserDefinedOpKind) {
      throw new IllegalArgumentException(name + " is no action");
    }
    return new Action(definition.getBody(), context(operator, arguments), definition);
  }

  private Context context(Operator operator, List<TlaValue> arguments) {
    Value[] values = written(arguments);
    Context context = Context.Empty;
    for (int i = 0; i < values.length; i++) {
      context = context.cons(operator.parameters().get(i), values[i]);
    }
    return context;
  }

  private Value[] written(List<TlaValue> values) {
    return written(writer -> values.stream().map(writer::write).toArray(Value[]::new));
  }

  /** Lends a writer, which remembers what this thread is likely to write again. */
  private <T> T written(Function<ValueWriter, T> writing) {
    ValueWriter idle = writers.poll();
    ValueWriter writer = idle == null ? new ValueWriter() : idle;
    T written = writing.apply(writer);
    writer.tidy();
    writers.add(writer);
    return written;
  }

  private Value value(
      Tool with, String name, List<TlaValue> arguments, TLCState at, TLCState next) {
    Operator operator = operator(name);
    checkCount(name, operator, arguments);
    OpDefNode definition = operator.definition();
    if (definition != null) {
      return (Value)
          with.eval(
              definition.getBody(), context(operator, arguments), at, next, EvalControl.Clear);
    }
    if (operator.meaning() instanceof Applicable method && !arguments.isEmpty()) {
      return method.apply(written(arguments), EvalControl.Clear);
    }
    if (operator.meaning() instanceof Value value) {
      return value;
    }
    throw new SpecException(name + " has no value of its own");
  }

  private TLCState stateOf(SpecState state) {
    if (state instanceof TlcState own && own.model == this) {
      return own.state;
    }
    throw new IllegalArgumentException("a state of another model");
  }

  private void checkComplete(TLCState state) {
    if (!tool.isGoodState(state)) {
      throw new SpecException(
          "a state leaves variables without a value: "
              + state.getUnassigned().stream()
                  .map(node -> node.getName().toString())
                  .collect(Collectors.joining(", ")));
    }
  }

  private static List<TLCState> list(StateVec states) {
    List<TLCState> list = new ArrayList<>(states.size());
    for (int i = 0; i < states.size(); i++) {
      list.add(states.elementAt(i));
    }
    return list;
  }

  private <T> T evaluated(Function<Tool, T> evaluation) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    if (turns != null) {
      turns.lock();
    }
    try {
      return evaluation.apply(tool);
    } catch (SpecException | IllegalArgumentException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw withPlace(e, evaluation);
    } catch (StackOverflowError e) {
      throw new SpecException("the evaluation does not come to an end", e);
    } finally {
      if (turns != null) {
        turns.unlock();
      }
    }
  }

  /** Evaluates once more with the slower tool that knows the place. */
  private SpecException withPlace(RuntimeException failure, Function<Tool, ?> evaluation) {
    CallStackTool traced = new CallStackTool(tool);
    try {
      Object unused = evaluation.apply(traced);
    } catch (RuntimeException e) {
      Matcher innermost = PLACE.matcher(traced.toString());
      if (innermost.matches()) {
        String module = innermost.group(2);
        int line = Integer.parseInt(innermost.group(1));
        return new SpecException(
            essence(failure) + " [" + module + ", line " + line + "]", module, line, failure);
      }
    }
    return new SpecException(essence(failure), failure);
  }

  /** Returns what TLC says went wrong, on one line. */
  static String essence(Throwable e) {
    Throwable root = e instanceof FingerprintException wrapper ? wrapper.getRootCause() : e;
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.getClass().getSimpleName()
        : Arrays.stream(message.split("\\R"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
  }
}
