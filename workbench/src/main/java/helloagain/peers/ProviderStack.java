package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/** Is the TLS of a provider of JSSE that somebody names by its class. */
final class ProviderStack extends EngineStack {
  private final Provider provider;

  private ProviderStack(Provider provider) {
    super(provider.getClass().getName());
    this.provider = provider;
  }

  /**
   * Makes a provider with the constructor that takes nothing.
   *
   * @param classPath jars and folders besides the class path of this JVM
   * @throws IOException if there is no such class, it is none of a provider of TLS 1.3, or it
   *     cannot be made
   */
  static ProviderStack of(String className, List<Path> classPath) throws IOException {
    Provider provider;
    try {
      // Its classes are needed as long as this JVM runs.
      Class<?> found = Class.forName(className, true, loader(classPath));
      if (!Provider.class.isAssignableFrom(found)) {
        throw new IOException(className + " is no java.security.Provider");
      }
      provider = (Provider) found.getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new IOException("there is no class " + className + " on the class path", e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException(className + " cannot be made: " + reason(e), e);
    }
    if (provider.getService("SSLContext", "TLSv1.3") == null) {
      throw new IOException(className + " has no SSLContext for TLSv1.3");
    }
    return new ProviderStack(provider);
  }

  private static String reason(Throwable e) {
    return String.valueOf(e.getCause() == null ? e : e.getCause());
  }

  private static ClassLoader loader(List<Path> classPath) throws IOException {
    List<URL> places = new ArrayList<>();
    for (Path place : classPath) {
      if (!Files.isReadable(place)) {
        throw new IOException("there is no jar or folder " + place);
      }
      try {
        places.add(place.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IOException(place + " is no place for classes", e);
      }
    }
    return new URLClassLoader(places.toArray(URL[]::new), ProviderStack.class.getClassLoader());
  }

  @Override
  public Presence presence() {
    return new Presence.Present(provider.getName() + " " + provider.getVersionStr());
  }

  /** What it has is found out by the probe; no scenario is asked of it. */
  @Override
  Set<NamedGroup> groups(PeerRole role) {
    return Set.of();
  }

  @Override
  Provider provider() {
    return provider;
  }

  /** The method of the JDK sets them, if the provider minds it. */
  @Override
  public boolean restrictsServerGroups() {
    return EngineGroups.canBeSet();
  }

  @Override
  public List<List<NamedGroup>> groupChoices(PeerRole role) {
    return EngineGroups.canBeSet() ? EngineSource.choices(role) : List.of(List.of());
  }

  @Override
  void restrict(SSLEngine engine, List<NamedGroup> groups) {
    EngineGroups.set(engine, groups);
  }
}
