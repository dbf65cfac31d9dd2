// A peer for "hello peers": ROLE PORT GROUPS "certificate"|"" CERTIFICATE KEY TRUSTED
// A server answers what it reads with the same; a client passes on its input and prints the answer.
'use strict';
const fs = require('fs');
const tls = require('tls');

const [role, port, groups, asked, certificate, key, trusted] = process.argv.slice(2);
const settings = {
  host: '127.0.0.1',
  port: Number(port),
  cert: fs.readFileSync(certificate),
  key: fs.readFileSync(key),
  ca: fs.readFileSync(trusted),
  ecdhCurve: groups,
  minVersion: 'TLSv1.3',
};
const complain = (error) => console.log(error.message);
process.on('uncaughtException', (error) => {
  complain(error);
  process.exit(1);
});

if (role === 'server') {
  const required = asked === 'certificate';
  tls.createServer({ ...settings, requestCert: required, rejectUnauthorized: required }, (socket) => {
    socket.on('error', complain);
    socket.pipe(socket);
  })
    .on('tlsClientError', complain)
    .listen(settings.port, settings.host);
} else {
  const socket = tls.connect({ ...settings, servername: 'localhost' }, () => {
    process.stdin.pipe(socket, { end: false });
  });
  socket.on('error', complain);
  socket.on('data', (data) => process.stdout.write(data));
  socket.on('close', () => process.exit());
}
