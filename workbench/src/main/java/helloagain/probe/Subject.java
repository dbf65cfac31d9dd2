package helloagain.probe;

import helloagain.refinement.graph.Side;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Is what is probed: a stack in a role, which can be connected to as often as is wanted. */
public interface Subject extends Closeable {
  /** Returns the name of the stack, or where it is. */
  String name();

  /** Returns its version, or {@code unknown}. */
  String version();

  /** Returns what it is in its connections. */
  Side role();

  /** Returns the ways in which it can be set up; each makes a peer with properties of its own. */
  List<Setup> setups();

  /** Returns how many connections it takes at a time. */
  int parallel();

  /** Ends what was started for it. */
  @Override
  default void close() throws IOException {
    for (Setup setup : setups()) {
      setup.close();
    }
  }

  /** Is the way in which something is that nobody sets up. */
  record AsItIs(Connector connector) implements Setup {
    @Override
    public String words() {
      return "as it is";
    }

    @Override
    public Connection connect() throws IOException {
      return connector.connect();
    }
  }

  /** Makes connections. */
  @FunctionalInterface
  interface Connector {
    /**
     * Makes one.
     *
     * @throws IOException if there is none
     */
    Connection connect() throws IOException;
  }

  /** Is a way in which it can be set up. */
  interface Setup extends Connector, Closeable {
    /** Says in a few words what it is, such as the groups. */
    String words();

    /** Ends what was started for it. */
    @Override
    default void close() throws IOException {}
  }
}
