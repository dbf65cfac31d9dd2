package helloagain.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the stacks that are spoken with. */
public final class Stacks {
  private Stacks() {}

  /** Returns those of this JVM. */
  public static List<Stack> inThisJvm() {
    return List.of(new JdkStack(), new BouncyCastleStack(), new ConscryptStack(), new NettyStack());
  }

  /** Returns those that are programs of their own. */
  public static List<Stack> programs() {
    return List.of(
        new OpenSslStack(),
        new GnuTlsStack(),
        new NssStack(),
        new BoringSslStack(),
        new WolfSslStack(),
        new GoStack(),
        new ErlangStack(),
        new NodeStack(),
        new PythonStack());
  }

  /**
   * Finds a stack by its name; Bouncy Castle has two.
   *
   * @return empty if there is none
   */
  public static Optional<Stack> named(String name) {
    String whole = name.equals("bc") ? "bouncycastle" : name;
    return all().stream().filter(stack -> stack.name().equals(whole)).findFirst();
  }

  /**
   * Makes a stack of a provider of JSSE.
   *
   * @param className the class of the provider, which has a constructor without parameters
   * @param classPath jars and folders besides the class path of this JVM
   * @throws IOException with one line for people, if it cannot be made
   */
  public static Stack ofProvider(String className, List<Path> classPath) throws IOException {
    return ProviderStack.of(className, classPath);
  }

  /** Returns all of them. */
  public static List<Stack> all() {
    List<Stack> all = new ArrayList<>(inThisJvm());
    all.addAll(programs());
    return List.copyOf(all);
  }
}
