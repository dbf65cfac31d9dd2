package helloagain.peers;

import helloagain.refinement.Judges;
import java.io.IOException;

/** Has what exchanges need, for the tests of one class. */
final class Bench implements AutoCloseable {
  private final Judges judges = new Judges();
  private final Materials materials = Materials.make();
  private final PeerExchange exchange = new PeerExchange(judges, materials);

  Bench() throws IOException {}

  PeerRun run(Stack stack, PeerRole role, Scenario scenario) {
    return exchange.run(stack, role, scenario);
  }

  static Scenario scenario(String id) {
    return Scenario.ALL.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    materials.close();
    judges.close();
  }
}
