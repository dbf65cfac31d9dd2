package helloagain.peers;

import helloagain.message.NamedGroup;
import java.io.IOException;
import java.util.List;

/** Is a stack that is a program of this machine, which can be started to be probed. */
public interface ProgramSource extends Stack {
  /**
   * Starts it, to speak over loopback.
   *
   * @param groups its groups; a server prefers the first, a client has a share of it
   * @throws IOException if it cannot be started
   */
  StartedProgram started(PeerRole role, List<NamedGroup> groups, Materials materials)
      throws IOException;
}
