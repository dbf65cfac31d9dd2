package helloagain.spec;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Loads each model in a class loader of its own, because TLC keeps its state in static fields. */
final class ModelLoader extends URLClassLoader {
  private static final String SHARED = "helloagain.spec.";
  private static final String ISOLATED = "helloagain.spec.internal.";
  private static final String ENTRY = ISOLATED + "TlcModel";

  static {
    registerAsParallelCapable();
  }

  private ModelLoader() {
    super(
        new URL[] {rootOf("tlc2/TLC.class"), rootOf(ENTRY.replace('.', '/') + ".class")},
        ClassLoader.getPlatformClassLoader());
  }

  static SpecModel load(SpecSource source, String module, String config) {
    String configName = configName(config);
    source.require(module, configName);
    Path folder = TempFolders.create();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    ModelLoader loader = new ModelLoader();
    boolean loaded = false;
    try {
      source.writeTo(folder);
      SpecModel model =
          (SpecModel)
              loader
                  .loadClass(ENTRY)
                  .getMethod(
                      "load",
                      Path.class,
                      String.class,
                      String.class,
                      OutputStream.class,
                      Closeable.class)
                  .invoke(null, folder, module, configName, log, loader);
      loaded = true;
      return model;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SpecException failure) {
        SpecException parseError =
            TlcMessages.parseError(log.toString(StandardCharsets.UTF_8).lines().toList());
        throw parseError == null ? failure : parseError;
      }
      throw new IllegalStateException("cannot load " + module, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the class path lacks " + ENTRY, e);
    } finally {
      // TLC reads the files only while it loads.
      TempFolders.remove(folder);
      if (!loaded) {
        loader.closeQuietly();
      }
    }
  }

  /** Shares the types of the API with the application; all else comes from this loader. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SHARED) && !name.startsWith(ISOLATED)
        ? ModelLoader.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of a configuration without its ending. */
  static String configName(String config) {
    return config.endsWith(".cfg") ? config.substring(0, config.length() - 4) : config;
  }

  /** Returns the jar or folder of the class path that holds a class file. */
  static URL rootOf(String classFile) {
    URL url = ModelLoader.class.getClassLoader().getResource(classFile);
    if (url == null) {
      throw new IllegalStateException("the class path lacks " + classFile);
    }
    String address = url.toString();
    String root =
        address.startsWith("jar:")
            ? address.substring("jar:".length(), address.lastIndexOf("!/"))
            : address.substring(0, address.length() - classFile.length());
    try {
      return URI.create(root).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a class path entry without a proper address: " + url, e);
    }
  }
}
