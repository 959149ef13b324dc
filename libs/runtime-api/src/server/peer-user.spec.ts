// Connections of this user and of another user, as the kernel lists them.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peerOf } from './peer-user';

/** The user id of `nobody`. */
const OTHER = 65534;
const LISTED = existsSync('/proc/net/tcp');
const canBeOther = LISTED && process.getuid?.() === 0 && existsSync('/bin/bash');

const whereListed = LISTED ? describe : describe.skip;
if (!LISTED) console.warn('Skipped the tests that need /proc/net/tcp: this system has none.');
const withOther = canBeOther ? describe : describe.skip;
if (!canBeOther)
  console.warn('Skipped the tests that need a second user: run them as root, with /bin/bash.');

let server: Server;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => server.close());

const port = () => (server.address() as AddressInfo).port;

async function accepted(): Promise<Socket> {
  const [socket] = (await once(server, 'connection')) as [Socket];
  return socket;
}

/** A bash command as another user, with a connection to the server as descriptor 3. */
function asOther(host: string, then: string) {
  const script = `exec 3<>/dev/tcp/${host}/${port()} && echo POST >&3 && ${then}`;
  return ['/bin/bash', ['-c', script], { uid: OTHER, gid: OTHER, cwd: '/' }] as const;
}

whereListed('peerOf, on Linux', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
    'reports an open connection of this user to %s as its own, and then as closed',
    async (host) => {
      const client = connect(port(), host);
      const socket = await accepted();
      expect(peerOf(socket)).toBe('own');
      client.destroy();
      await once(socket.resume(), 'close');
      expect(peerOf(socket)).toBe('closed');
    },
  );
});

withOther('peerOf, with a second user', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
    'reports a connection of another user to %s as foreign',
    async (host) => {
      const other = spawn(...asOther(host, 'read -u 3'));
      const socket = await accepted();
      const peer = peerOf(socket);
      socket.destroy();
      await once(other, 'exit');
      expect(peer).toBe('foreign');
    },
  );

  it("reports a connection that another user has closed as closed, although the kernel lists it as root's", async () => {
    // The client has ended before this process accepts its connection.
    expect(spawnSync(...asOther('127.0.0.1', 'true')).status).toBe(0);
    const socket = await accepted();
    const peer = peerOf(socket);
    socket.destroy();
    expect(peer).toBe('closed');
  });
});

it.each([
  ['no such list', {}],
  ['a list without the server', { tcp: '  sl  local_address rem_address\n', tcp6: '' }],
])('reports every connection as its own on a system with %s', async (_, files) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'peer-user-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const client = connect(port(), '127.0.0.1');
  const socket = await accepted();
  expect(peerOf(socket, folder)).toBe('own');
  client.destroy();
  socket.destroy();
  rmSync(folder, { recursive: true });
});
