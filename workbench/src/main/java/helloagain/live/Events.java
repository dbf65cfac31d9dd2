package helloagain.live;

import helloagain.exchange.Event;
import helloagain.exchange.Received.DataReceived;
import java.util.List;

/** Looks through what was received and sent. */
final class Events {
  private Events() {}

  /** Tells whether application data came that was no early data. */
  static boolean hasData(List<Event> events) {
    return events.stream().anyMatch(event -> event instanceof DataReceived data && !data.early());
  }
}
