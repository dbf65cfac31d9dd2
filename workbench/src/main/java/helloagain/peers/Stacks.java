package helloagain.peers;

import java.util.ArrayList;
import java.util.List;

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

  /** Returns all of them. */
  public static List<Stack> all() {
    List<Stack> all = new ArrayList<>(inThisJvm());
    all.addAll(programs());
    return List.copyOf(all);
  }
}
