package helloagain.spec.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;

/**
 * Lets the objects of TLC's distributed mode listen on one address. By itself RMI listens on all of
 * them, and whoever reaches an object can use it.
 */
final class BoundSockets extends RMISocketFactory {
  private static final int BACKLOG = 50;

  private final InetAddress address;

  BoundSockets(InetAddress address) {
    this.address = address;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new ServerSocket(port, BACKLOG, address);
  }
}
