package helloagain.junit;

import helloagain.probe.KnownFindings;
import helloagain.table.CsvTable;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Gives a method of {@link HelloVectors} its tests. */
final class HelloVectorsExtension implements TestTemplateInvocationContextProvider {
  private static final Map<VectorSource, VectorSet> READ = new EnumMap<>(VectorSource.class);

  private static synchronized VectorSet vectors(VectorSource source) {
    return READ.computeIfAbsent(source, VectorStore::packaged);
  }

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(HelloVectors.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    HelloVectors wanted = context.getRequiredTestMethod().getAnnotation(HelloVectors.class);
    List<Chosen> chosen =
        sources(wanted)
            .flatMap(
                source ->
                    vectors(source).vectors().values().stream()
                        .filter(vector -> isWanted(wanted, vector))
                        .map(vector -> new Chosen(source, vectors(source), vector)))
            .toList();
    if (chosen.isEmpty()) {
      throw new ExtensionConfigurationException(
          "there is no vector with one of the rules "
              + List.of(wanted.rules())
              + " alone and one of the ids "
              + List.of(wanted.tests())
              + " in these files, by "
              + wanted.profile().word());
    }
    MethodRun all =
        new MethodRun(
            wanted.profile(),
            known(context.getRequiredTestClass(), wanted.expected()),
            chosen.size());
    // What is stored is closed after the last test of the method.
    context
        .getStore(ExtensionContext.Namespace.create(HelloVectorsExtension.class))
        .put(MethodRun.class, all);
    return chosen.stream().map(one -> new OneVector(one, all));
  }

  private static boolean isWanted(HelloVectors wanted, Vector vector) {
    List<String> rules = List.of(wanted.rules());
    List<String> tests = List.of(wanted.tests());
    return vector.profiles().contains(wanted.profile().word())
        && (rules.isEmpty() || (!vector.rules().isEmpty() && rules.containsAll(vector.rules())))
        && (tests.isEmpty() || tests.contains(vector.id()));
  }

  private static Stream<VectorSource> sources(HelloVectors wanted) {
    List<String> titles =
        wanted.vectors().length > 0
            ? List.of(wanted.vectors())
            : List.of(wanted.role().name().toLowerCase(Locale.ROOT) + "-faults");
    return titles.stream()
        .map(
            title ->
                VectorSource.titled(title)
                    .filter(source -> source.role() == wanted.role() && !source.isOfPairs())
                    .orElseThrow(
                        () ->
                            new ExtensionConfigurationException(
                                "there is no file of vectors '" + title + "' for this role")));
  }

  private static KnownFindings known(Class<?> beside, String resource) {
    if (resource.isEmpty()) {
      return KnownFindings.NONE;
    }
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ExtensionConfigurationException(
            "there is no resource '" + resource + "' beside " + beside.getName());
      }
      return KnownFindings.parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | CsvTable.UnusableException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Is a vector with the file that it is from. */
  private record Chosen(VectorSource source, VectorSet set, Vector vector) {}

  /** Runs the method with one vector. */
  private record OneVector(Chosen chosen, MethodRun all)
      implements TestTemplateInvocationContext, ParameterResolver {
    @Override
    public String getDisplayName(int invocationIndex) {
      return chosen.vector().id() + " " + chosen.vector().rules();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == EngineTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new EngineTest(chosen.source(), chosen.set(), chosen.vector(), all);
    }
  }
}
