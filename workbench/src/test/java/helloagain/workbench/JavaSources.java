package helloagain.workbench;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Reads Java sources, as far as rules are named in them.
 *
 * @param members what stands in classes, by {@code Class#member}; overloads stand together
 */
record JavaSources(Map<String, Member> members) {
  private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "Property");

  /**
   * Holds a method or field.
   *
   * @param comment the Javadoc comments above it
   * @param tags the tags of its annotations
   * @param isTest whether it is run as a test
   */
  record Member(String comment, Set<String> tags, boolean isTest) {
    private Member and(Member other) {
      return new Member(
          comment + "\n" + other.comment,
          Stream.concat(tags.stream(), other.tags.stream()).collect(Collectors.toSet()),
          isTest || other.isTest);
    }
  }

  /** A source that is held in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Reads sources by their names. */
  static JavaSources of(Map<String, String> texts) {
    List<JavaFileObject> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(new Source(name, text)));
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    DocTrees docs = DocTrees.instance(task);
    Map<String, Member> members = new LinkedHashMap<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(docs, members).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JavaSources(members);
  }

  /** Returns what some members say together. */
  JavaSources and(JavaSources other) {
    Map<String, Member> both = new LinkedHashMap<>(members);
    other.members.forEach((name, member) -> both.merge(name, member, Member::and));
    return new JavaSources(both);
  }

  private static final class Reader extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Map<String, Member> members;

    Reader(DocTrees docs, Map<String, Member> members) {
      this.docs = docs;
      this.members = members;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      add(method.getName().toString(), method.getModifiers());
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void nothing) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
        add(variable.getName().toString(), variable.getModifiers());
      }
      return super.visitVariable(variable, null);
    }

    private void add(String name, ModifiersTree modifiers) {
      String owner =
          ((ClassTree) getCurrentPath().getParentPath().getLeaf()).getSimpleName().toString();
      if (owner.isEmpty()) {
        return;
      }
      Set<String> tags = new LinkedHashSet<>();
      boolean isTest = false;
      for (AnnotationTree annotation : modifiers.getAnnotations()) {
        String type = annotation.getAnnotationType().toString();
        isTest |= TESTS.contains(type);
        if (type.equals("Tag") || type.equals("Tags") || type.equals("net.jqwik.api.Tag")) {
          tags.addAll(strings(annotation));
        }
      }
      Member member = new Member(comment(getCurrentPath()), tags, isTest);
      members.merge(owner + "#" + (name.equals("<init>") ? owner : name), member, Member::and);
    }

    private String comment(TreePath path) {
      DocCommentTree tree = docs.getDocCommentTree(path);
      return tree == null ? "" : tree.toString().replaceAll("\\s+", " ");
    }

    private static List<String> strings(Tree tree) {
      List<String> found = new ArrayList<>();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
          found.add(String.valueOf(literal.getValue()));
          return null;
        }
      }.scan(tree, null);
      return found;
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d members", members.size());
  }
}
