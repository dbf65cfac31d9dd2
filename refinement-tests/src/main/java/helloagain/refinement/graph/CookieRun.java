package helloagain.refinement.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A state of {@code HostileCookies.tla}.
 *
 * @param faults the faults that the client has spent
 * @param log what the client's hellos were answered with
 * @param hellos how many hellos it has sent
 */
record CookieRun(Exchange exchange, int faults, List<Entry> log, int hellos) {
  /** Copies the list. */
  CookieRun {
    log = List.copyOf(log);
  }

  /**
   * A hello and its answer in the client's book.
   *
   * @param address where the client was
   * @param time the server's time
   */
  record Entry(Packet hello, Packet answer, String address, long time) {}

  CookieRun with(Exchange other) {
    return new CookieRun(other, faults, log, hellos);
  }

  CookieRun noting(Entry entry) {
    List<Entry> longer = new ArrayList<>(log);
    longer.add(entry);
    return new CookieRun(exchange, faults, longer, hellos);
  }
}
