package helloagain.peers;

import helloagain.message.NamedGroup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Sets the groups of an engine, for which there is a method from JDK 20 on. Before, they could be
 * set for the whole JVM only.
 */
final class EngineGroups {
  private static final Optional<Method> SETTER = setter();

  private EngineGroups() {}

  private static Optional<Method> setter() {
    try {
      return Optional.of(SSLParameters.class.getMethod("setNamedGroups", String[].class));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  /** Tells whether this JDK lets them be set. */
  static boolean canBeSet() {
    return SETTER.isPresent();
  }

  /** Sets them where that can be done, and does nothing elsewhere. */
  static void set(SSLEngine engine, List<NamedGroup> groups) {
    if (SETTER.isEmpty()) {
      return;
    }
    String[] names = groups.stream().map(NamedGroup::name).toArray(String[]::new);
    SSLParameters parameters = engine.getSSLParameters();
    try {
      SETTER.get().invoke(parameters, (Object) names);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this JDK does not let groups be set: " + e, e);
    }
    engine.setSSLParameters(parameters);
  }
}
