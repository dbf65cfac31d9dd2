// A peer for "hello peers": ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED
// A server answers what it reads with the same; a client passes on its input and prints the answer.
'use strict';
const fs = require('fs');
const tls = require('tls');

// To be probed, a client has TLS 1.2 as well, and connects again and again.
const [role, port, groups, scenario, label, certificate, key, trusted] = process.argv.slice(2);
const probed = role === 'client' && scenario === 'probe';
const settings = {
  host: '127.0.0.1',
  port: Number(port),
  cert: fs.readFileSync(certificate),
  key: fs.readFileSync(key),
  ca: fs.readFileSync(trusted),
  ecdhCurve: groups,
  minVersion: probed ? 'TLSv1.2' : 'TLSv1.3',
};
const complain = (error) => console.log(error.message);
const tellExported = (socket) =>
  console.log('exported', socket.exportKeyingMaterial(32, label).toString('hex'));
process.on('uncaughtException', (error) => {
  complain(error);
  process.exit(1);
});

// Connects, with the ticket of the connection before once there is one.
function connect(session, connectsAgain) {
  const socket = tls.connect({ ...settings, servername: 'localhost', session }, () => {
    tellExported(socket);
    socket.write(request);
  });
  let ticket;
  socket.on('session', (latest) => (ticket = latest));
  socket.on('error', complain);
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('close', () => {
    if (probed) {
      connect(undefined, true);
    } else if (connectsAgain) {
      connect(ticket, false);
    } else {
      process.exit();
    }
  });
}

let request;
if (role === 'server') {
  const required = scenario === 'client_certificate';
  tls.createServer({ ...settings, requestCert: required, rejectUnauthorized: required }, (socket) => {
    tellExported(socket);
    socket.on('error', complain);
    socket.pipe(socket);
  })
    .on('tlsClientError', complain)
    .listen(settings.port, settings.host);
} else {
  process.stdin.once('data', (line) => {
    request = line;
    connect(undefined, scenario === 'ticket');
  });
}
