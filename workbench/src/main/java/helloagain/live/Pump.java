package helloagain.live;

import helloagain.endpoint.Endpoint;
import helloagain.message.Bytes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries octets between an endpoint and a line, until the endpoint has ended or the connection is
 * lost. Confined to one thread.
 *
 * @param <S> the states of the endpoint's machine
 */
final class Pump<S> {
  private final Line line;
  private final Limits limits;
  private final long end;
  private Endpoint<S> endpoint;
  private final List<Chunk> chunks = new ArrayList<>();
  private long read;
  private Optional<String> lost = Optional.empty();

  Pump(Line line, Limits limits, Endpoint<S> endpoint) {
    this.line = line;
    this.limits = limits;
    this.end = System.nanoTime() + limits.whole().toNanos();
    this.endpoint = endpoint;
  }

  Endpoint<S> endpoint() {
    return endpoint;
  }

  /** Says in one line why the connection was given up, if it was. */
  Optional<String> lost() {
    return lost;
  }

  /** Returns what crossed the connection so far. */
  List<Chunk> chunks() {
    return chunks;
  }

  boolean isOpen() {
    return lost.isEmpty() && !endpoint.hasEnded();
  }

  /** Takes what came of a call of the endpoint, and sends what it wants to be sent. */
  void take(Endpoint.Result<S> result) {
    endpoint = result.next();
    if (result.toSend().isEmpty()) {
      return;
    }
    try {
      line.send(result.toSend());
      chunks.add(new Chunk(true, result.toSend()));
    } catch (IOException e) {
      // What the peer has said before may still be there to read.
      if (!endpoint.hasEnded()) {
        lost = Optional.of("nothing can be sent any more: " + e.getMessage());
      }
    }
  }

  /** Waits for octets of the peer and feeds them. */
  void read() {
    try {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        lost = Optional.of("not done within " + limits.whole().toSeconds() + " s");
        return;
      }
      Bytes piece = line.receive(left.compareTo(limits.silence()) < 0 ? left : limits.silence());
      if (piece.isEmpty()) {
        take(endpoint.closed());
        return;
      }
      read += piece.size();
      if (read > limits.octets()) {
        lost = Optional.of("the peer sent more than " + limits.octets() + " octets");
        return;
      }
      chunks.add(new Chunk(false, piece));
      take(endpoint.feed(piece));
    } catch (SocketTimeoutException e) {
      lost = Optional.of("the peer was silent for " + limits.silence().toMillis() / 1000.0 + " s");
    } catch (IOException e) {
      lost = Optional.of("the connection broke: " + e.getMessage());
    }
  }

  /** Sends nothing more and lets the peer end, so that what was sent reaches it. */
  void finish() {
    try {
      line.end();
      long more = 0;
      while (more < limits.octets() && System.nanoTime() < end) {
        Bytes piece = line.receive(limits.silence());
        if (piece.isEmpty()) {
          return;
        }
        more += piece.size();
      }
    } catch (IOException e) {
      // It is gone, or does not end: either way there is nothing more to say.
    }
  }
}
