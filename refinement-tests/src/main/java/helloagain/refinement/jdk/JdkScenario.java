package helloagain.refinement.jdk;

import helloagain.endpoint.EndpointSettings;
import helloagain.message.AlertDescription;
import helloagain.message.CipherSuite;
import helloagain.message.NamedGroup;
import helloagain.refinement.ClientSetup;
import helloagain.refinement.ServerSetup;
import java.util.Set;

/** Describes an exchange between the JDK and the reference, and how it may end. */
public sealed interface JdkScenario {
  /** Returns what the reference does in it that is special, in a few words. */
  String title();

  /** Returns what the JDK is in it. */
  default JdkRole jdkRole() {
    return this instanceof JdkClient ? JdkRole.CLIENT : JdkRole.SERVER;
  }

  /** Returns how the JDK is set up. */
  JdkSettings jdk();

  /** Returns how the reference treats records. */
  EndpointSettings records();

  /** Returns whether there has to be a HelloRetryRequest. */
  boolean retried();

  /**
   * Returns how the reference may end; more than one way where a JDK is known to leave the RFC and
   * another may not.
   */
  Set<Ending> endings();

  /**
   * Lets the client of the JDK speak with the reference's server.
   *
   * @param server the server
   */
  record JdkClient(
      String title,
      JdkSettings jdk,
      ServerSetup server,
      EndpointSettings records,
      boolean retried,
      Set<Ending> endings)
      implements JdkScenario {
    /** Copies the set. */
    public JdkClient {
      endings = Set.copyOf(endings);
    }
  }

  /**
   * Lets the server of the JDK speak with the reference's client.
   *
   * @param client the client
   */
  record JdkServer(
      String title,
      JdkSettings jdk,
      ClientSetup client,
      EndpointSettings records,
      boolean retried,
      Set<Ending> endings)
      implements JdkScenario {
    /** Copies the set. */
    public JdkServer {
      endings = Set.copyOf(endings);
    }
  }

  /** Tells how the reference ended. */
  sealed interface Ending {
    /** The hellos are done: {@code WAIT_EE} in a client, {@code NEGOTIATED} in a server. */
    record Negotiated(CipherSuite suite, NamedGroup group) implements Ending {}

    /** The reference sent an alert. */
    record Aborted(AlertDescription alert) implements Ending {}

    /** The JDK sent an alert. */
    record Refused(AlertDescription alert) implements Ending {}

    /** Neither: both wait for the other. */
    record Unfinished() implements Ending {}
  }
}
