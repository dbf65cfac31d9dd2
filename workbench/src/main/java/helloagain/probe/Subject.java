package helloagain.probe;

import helloagain.refinement.graph.Side;
import helloagain.schedule.PreSharedKey;
import java.io.IOException;
import java.util.List;

/** Is what is probed: a stack in a role, which can be connected to as often as is wanted. */
public interface Subject {
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
  interface Setup extends Connector {
    /** Says in a few words what it is, such as the groups. */
    String words();

    /** Returns the PSKs that were configured in it. */
    default List<PreSharedKey> psks() {
      return List.of();
    }
  }
}
