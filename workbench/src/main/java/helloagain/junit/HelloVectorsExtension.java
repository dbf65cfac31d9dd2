package helloagain.junit;

import helloagain.flight.Credentials;
import helloagain.live.SelfMade;
import helloagain.rule.Profile;
import helloagain.vectors.Vector;
import helloagain.vectors.VectorSet;
import helloagain.vectors.VectorSource;
import helloagain.vectors.VectorStore;
import java.util.Arrays;
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

  /** Nobody certifies it; a client that minds has taken the ServerHello nevertheless. */
  private static final Credentials CREDENTIALS = SelfMade.credentials("localhost");

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
    List<String> rules = List.of(wanted.rules());
    return sources(wanted)
        .flatMap(
            source ->
                vectors(source).vectors().values().stream()
                    .filter(vector -> vector.profiles().contains(Profile.RFC8446.word()))
                    .filter(
                        vector ->
                            rules.isEmpty()
                                || (!vector.rules().isEmpty() && rules.containsAll(vector.rules())))
                    .map(vector -> new OneVector(source, vectors(source), vector)));
  }

  private static Stream<VectorSource> sources(HelloVectors wanted) {
    List<String> titles =
        wanted.vectors().length > 0
            ? List.of(wanted.vectors())
            : List.of(wanted.role().name().toLowerCase(Locale.ROOT) + "-faults");
    return titles.stream()
        .map(
            title ->
                Arrays.stream(VectorSource.values())
                    .filter(source -> source.title().equals(title))
                    .filter(source -> source.role() == wanted.role())
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ExtensionConfigurationException(
                                "there is no file of vectors '" + title + "' for this role")));
  }

  /** Runs the method with one vector. */
  private record OneVector(VectorSource source, VectorSet set, Vector vector)
      implements TestTemplateInvocationContext, ParameterResolver {
    @Override
    public String getDisplayName(int invocationIndex) {
      return vector.id() + " " + vector.rules();
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
      return new EngineTest(source, set, vector, CREDENTIALS);
    }
  }
}
