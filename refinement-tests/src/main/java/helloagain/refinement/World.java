package helloagain.refinement;

/** Names who keeps the rules in a run. */
public enum World {
  /** Both peers. */
  HONEST("Honest"),
  /** The client; the server sends anything. */
  HOSTILE_SERVER("HostileServer"),
  /** The server; the client sends anything. */
  HOSTILE_CLIENT("HostileClient");

  private final String title;

  World(String title) {
    this.title = title;
  }

  /** Returns the name of the world as in {@code models.json}. */
  public String title() {
    return title;
  }

  /** Tells whether the client keeps the rules. */
  public boolean hasClient() {
    return this != HOSTILE_CLIENT;
  }

  /** Tells whether the server keeps the rules. */
  public boolean hasServer() {
    return this != HOSTILE_SERVER;
  }
}
