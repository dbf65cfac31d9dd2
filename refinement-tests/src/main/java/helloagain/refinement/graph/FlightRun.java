package helloagain.refinement.graph;

import helloagain.flight.FlightClientState;
import helloagain.flight.FlightServerState;
import helloagain.refinement.Tla;
import helloagain.spec.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A state of {@code Figure2.tla}: two peers and two channels.
 *
 * @param toServer what the client has sent and the server has not read
 * @param toClient what the server has sent and the client has not read
 */
record FlightRun(
    FlightPeer<FlightClientState> client,
    FlightPeer<FlightServerState> server,
    List<Packet> toServer,
    List<Packet> toClient) {
  /** Copies the lists. */
  FlightRun {
    toServer = List.copyOf(toServer);
    toClient = List.copyOf(toClient);
  }

  /** Returns what follows when the client has done something. */
  FlightRun afterClient(FlightPeer<FlightClientState> next, List<Packet> sent, boolean hasRead) {
    return new FlightRun(
        next,
        server,
        joined(toServer, sent),
        next.state().hasEnded() ? List.of() : hasRead ? rest(toClient) : toClient);
  }

  /** Returns what follows when the server has done something. */
  FlightRun afterServer(FlightPeer<FlightServerState> next, List<Packet> sent, boolean hasRead) {
    return new FlightRun(
        client,
        next,
        next.state().hasEnded() ? List.of() : hasRead ? rest(toServer) : toServer,
        joined(toClient, sent));
  }

  /** Projects to the variables of {@code Figure2.tla}. */
  Map<String, TlaValue> project() {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("client", client.value());
    variables.put("server", server.value());
    variables.put("toServer", Tla.sequence(toServer, Packet::value));
    variables.put("toClient", Tla.sequence(toClient, Packet::value));
    return variables;
  }

  private static List<Packet> rest(List<Packet> packets) {
    return packets.subList(1, packets.size());
  }

  private static List<Packet> joined(List<Packet> packets, List<Packet> more) {
    return Stream.concat(packets.stream(), more.stream()).toList();
  }
}
