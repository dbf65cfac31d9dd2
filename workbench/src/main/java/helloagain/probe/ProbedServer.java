package helloagain.probe;

import helloagain.endpoint.Endpoint;
import helloagain.flight.FlightClientState;
import helloagain.live.Limits;
import helloagain.message.Bytes;
import helloagain.message.ServerHello;
import helloagain.rule.Profile;
import helloagain.schedule.PreSharedKey;
import helloagain.vectors.Heard;
import helloagain.wire.TlsRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Is a server under test. What it means to do it says unprotected, but for later alerts. */
final class ProbedServer extends RecordPeer<FlightClientState> {
  private final List<PreSharedKey> psks;

  /**
   * Takes a connection.
   *
   * @param psks the PSKs that the server knows
   */
  ProbedServer(Connection connection, Limits limits, Profile profile, List<PreSharedKey> psks) {
    super(connection, limits, profile);
    this.psks = List.copyOf(psks);
  }

  @Override
  public Optional<Heard> tell(Bytes raw) throws IOException {
    sendHandshake(raw);
    return hear();
  }

  @Override
  public Optional<Heard> tell(List<TlsRecord> records) throws IOException {
    sendRecords(records);
    return hear();
  }

  @Override
  void note(Bytes raw) {
    if (hellos().reply().filter(reply -> reply.raw().equals(raw)).isPresent()
        && hellos().reply().orElseThrow().message() instanceof ServerHello) {
      HelloLog log = hellos();
      readOn(() -> Continuation.client(log, psks));
    }
  }

  /** Its flight follows each ServerHello, and says nothing that a test asks for. */
  @Override
  Optional<Heard> meaning(Endpoint<FlightClientState> before, Endpoint<FlightClientState> after) {
    return Optional.empty();
  }
}
