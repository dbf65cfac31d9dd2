package helloagain.live;

import helloagain.message.Bytes;
import helloagain.schedule.ApplicationSecrets;
import helloagain.schedule.HandshakeSecrets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes secrets in the format of SSLKEYLOGFILE: a label, the random of the first ClientHello, the
 * secret. Whoever has them reads everything.
 */
final class KeyLog {
  private final Bytes clientRandom;
  private final List<String> lines = new ArrayList<>();

  KeyLog(Bytes clientRandom) {
    this.clientRandom = clientRandom;
  }

  KeyLog handshake(HandshakeSecrets secrets) {
    line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", secrets.clientTraffic());
    line("SERVER_HANDSHAKE_TRAFFIC_SECRET", secrets.serverTraffic());
    return this;
  }

  KeyLog application(ApplicationSecrets secrets) {
    line("CLIENT_TRAFFIC_SECRET_0", secrets.clientTraffic());
    line("SERVER_TRAFFIC_SECRET_0", secrets.serverTraffic());
    line("EXPORTER_SECRET", secrets.exporterMain());
    return this;
  }

  private void line(String label, Bytes secret) {
    lines.add(label + " " + clientRandom.hex() + " " + secret.hex());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
