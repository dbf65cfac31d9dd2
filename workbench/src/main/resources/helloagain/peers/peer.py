# A peer for "hello peers": ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED
# A server answers what it reads with the same; a client passes on one line and prints the answer.
# To be probed, a client has TLS 1.2 as well, and connects again and again.
# The groups are not used: they are those that OpenSSL has by default. The module has no exporter.
import socket
import ssl
import sys

role, port, _, scenario, _, certificate, key, trusted = sys.argv[1:]
server = role == "server"
probed = role == "client" and scenario == "probe"
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
context.minimum_version = ssl.TLSVersion.TLSv1_2 if probed else ssl.TLSVersion.TLSv1_3
context.load_cert_chain(certificate, key)
context.load_verify_locations(trusted)


def connect(request, session):
    """Returns the ticket of the connection."""
    with socket.create_connection(("127.0.0.1", int(port))) as connection:
        with context.wrap_socket(connection, server_hostname="localhost", session=session) as tls:
            tls.sendall(request)
            print(tls.recv(4096).decode(), end="", flush=True)
            return tls.session


if server:
    required = scenario == "client_certificate"
    context.verify_mode = ssl.CERT_REQUIRED if required else ssl.CERT_NONE
    with socket.create_server(("127.0.0.1", int(port))) as listening:
        while True:
            connection, _ = listening.accept()
            try:
                with connection, context.wrap_socket(connection, server_side=True) as tls:
                    for data in iter(lambda: tls.recv(4096), b""):
                        tls.sendall(data)
            except OSError as error:
                print(error, flush=True)
else:
    line = sys.stdin.readline().encode()
    while probed:
        try:
            connect(line, None)
        except ConnectionRefusedError:
            break
        except OSError as error:
            print(error, flush=True)
    try:
        ticket = connect(line, None)
        if scenario == "ticket":
            connect(line, ticket)
    except OSError as error:
        print(error, flush=True)
