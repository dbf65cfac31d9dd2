package helloagain.live;

import helloagain.message.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a connection as a capture file (pcapng), with the secrets that open it, for Wireshark.
 *
 * <p>The octets are those that crossed the connection, in their order. What is around them is made
 * up, for nobody has looked at the wire: IPv4 addresses, ports 4433 and 50000, TCP headers, and
 * times a millisecond apart.
 */
public final class Capture {
  private static final int SECTION_HEADER = 0x0a0d0d0a;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int DECRYPTION_SECRETS = 10;
  private static final int BYTE_ORDER = 0x1a2b3c4d;

  /** The link type of packets that begin with their IP header. */
  private static final int RAW_IP = 101;

  /** The kind of secrets that SSLKEYLOGFILE has: the letters TLSK. */
  private static final int TLS_KEY_LOG = 0x544c534b;

  private static final int HEADERS = 40;
  private static final int MOST_DATA = 1400;
  private static final int CLIENT_PORT = 50_000;
  private static final int SERVER_PORT = 4433;
  private static final byte[] CLIENT = {(byte) 192, 0, 2, 1};
  private static final byte[] SERVER = {(byte) 192, 0, 2, 2};
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int PUSH = 8;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int clientSequence;
  private int serverSequence;
  private long milliseconds;

  private Capture() {}

  /**
   * Makes the octets of a capture file.
   *
   * @param chunks what crossed the connection
   * @param isClient whether the reference was the client
   * @param keyLog the secrets in the format of SSLKEYLOGFILE
   */
  public static byte[] of(List<Chunk> chunks, boolean isClient, List<String> keyLog) {
    Capture capture = new Capture();
    capture.begin(keyLog);
    capture.packet(true, SYN, Bytes.EMPTY);
    capture.packet(false, SYN | ACK, Bytes.EMPTY);
    capture.packet(true, ACK, Bytes.EMPTY);
    for (Chunk chunk : chunks) {
      for (int from = 0; from < chunk.octets().size(); from += MOST_DATA) {
        int to = Math.min(chunk.octets().size(), from + MOST_DATA);
        capture.packet(chunk.sent() == isClient, PUSH | ACK, chunk.octets().slice(from, to));
      }
    }
    return capture.file.toByteArray();
  }

  private void begin(List<String> keyLog) {
    block(
        SECTION_HEADER,
        little(16).putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1));
    block(INTERFACE_DESCRIPTION, little(8).putShort((short) RAW_IP).putShort((short) 0).putInt(0));
    if (!keyLog.isEmpty()) {
      byte[] secrets = (String.join("\n", keyLog) + "\n").getBytes(StandardCharsets.US_ASCII);
      block(
          DECRYPTION_SECRETS,
          little(8 + padded(secrets.length))
              .putInt(TLS_KEY_LOG)
              .putInt(secrets.length)
              .put(secrets));
    }
  }

  private void packet(boolean byClient, int flags, Bytes data) {
    byte[] packet = ip(byClient, flags, data);
    long microseconds = 1000 * milliseconds++;
    block(
        ENHANCED_PACKET,
        little(20 + padded(packet.length))
            .putInt(0)
            .putInt((int) (microseconds >>> 32))
            .putInt((int) microseconds)
            .putInt(packet.length)
            .putInt(packet.length)
            .put(packet));
    int length = data.size() + ((flags & SYN) != 0 ? 1 : 0);
    if (byClient) {
      clientSequence += length;
    } else {
      serverSequence += length;
    }
  }

  private byte[] ip(boolean byClient, int flags, Bytes data) {
    byte[] tcp = tcp(byClient, flags, data);
    ByteBuffer ip = ByteBuffer.allocate(HEADERS + data.size());
    ip.putShort((short) 0x4500).putShort((short) (HEADERS + data.size()));
    // Not fragmented, 64 hops, TCP.
    ip.putInt(0x4000).putShort((short) 0x4006).putShort((short) 0);
    ip.put(byClient ? CLIENT : SERVER).put(byClient ? SERVER : CLIENT);
    ip.putShort(10, checksum(ip.array(), 20, 0));
    return ip.put(tcp).array();
  }

  private byte[] tcp(boolean byClient, int flags, Bytes data) {
    ByteBuffer tcp = ByteBuffer.allocate(20 + data.size());
    tcp.putShort((short) (byClient ? CLIENT_PORT : SERVER_PORT));
    tcp.putShort((short) (byClient ? SERVER_PORT : CLIENT_PORT));
    tcp.putInt(byClient ? clientSequence : serverSequence);
    tcp.putInt((flags & ACK) == 0 ? 0 : byClient ? serverSequence : clientSequence);
    tcp.putShort((short) (5 << 12 | flags)).putShort((short) 0xffff).putInt(0);
    tcp.put(data.toArray());
    // RFC 9293, 3.1: over the addresses, the protocol and the length as well.
    int pseudo = sum(CLIENT, 4) + sum(SERVER, 4) + 6 + tcp.capacity();
    tcp.putShort(16, checksum(tcp.array(), tcp.capacity(), pseudo));
    return tcp.array();
  }

  private static short checksum(byte[] octets, int length, int start) {
    int sum = start + sum(octets, length);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }

  private static int sum(byte[] octets, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (octets[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  /** Writes a block: type, length, body, length again. */
  private void block(int type, ByteBuffer body) {
    int length = 12 + body.capacity();
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.write(octets(little(8).putInt(type).putInt(length)));
      out.write(octets(body));
      out.write(octets(little(4).putInt(length)));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written but to memory", e);
    }
  }

  private static byte[] octets(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.capacity()];
    buffer.rewind().get(octets);
    return octets;
  }
}
