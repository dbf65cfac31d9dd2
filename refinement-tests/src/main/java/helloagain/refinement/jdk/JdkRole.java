package helloagain.refinement.jdk;

/** Says what the JDK is in an exchange. */
public enum JdkRole {
  /** The JDK is the client. */
  CLIENT,
  /** The JDK is the server. */
  SERVER
}
