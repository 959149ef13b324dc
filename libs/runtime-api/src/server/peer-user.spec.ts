// Connections as the kernel lists them, of this user and of another one.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peerOf } from './peer-user';

/** The user nobody. */
const OTHER = 65534;
const LISTED = existsSync('/proc/net/tcp');
const canBeOther = LISTED && process.getuid?.() === 0 && existsSync('/bin/bash');

const whereListed = LISTED ? describe : describe.skip;
if (!LISTED) console.warn('Skipped what needs /proc/net/tcp: this system has none.');
const withOther = canBeOther ? describe : describe.skip;
if (!canBeOther) console.warn('Skipped what needs a second user: run it as root, with /bin/bash.');

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

/** A command line of bash as another user, to whom descriptor 3 is a connection to the server. */
function asOther(host: string, then: string) {
  const script = `exec 3<>/dev/tcp/${host}/${port()} && echo POST >&3 && ${then}`;
  return ['/bin/bash', ['-c', script], { uid: OTHER, gid: OTHER, cwd: '/' }] as const;
}

whereListed('where the kernel lists connections', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
    'a connection of this user to %s is its own, as long as it is open',
    async (host) => {
      const ours = connect(port(), host);
      const socket = await accepted();
      expect(peerOf(socket)).toBe('own');
      ours.destroy();
      await once(socket.resume(), 'close');
      expect(peerOf(socket)).toBe('closed');
    },
  );
});

withOther('with another user', () => {
  it.each(['127.0.0.1', '::ffff:127.0.0.1'])(
    'a connection of another user to %s is foreign',
    async (host) => {
      const other = spawn(...asOther(host, 'read -u 3'));
      const socket = await accepted();
      const peer = peerOf(socket);
      socket.destroy();
      await once(other, 'exit');
      expect(peer).toBe('foreign');
    },
  );

  it('a connection that another user has closed, which the kernel lists as root’s, is not taken for root’s', async () => {
    // It has ended before this process comes to accept its connection.
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
])('every connection counts as this user’s where the system has %s', async (_, files) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'peer-user-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const client = connect(port(), '127.0.0.1');
  const socket = await accepted();
  expect(peerOf(socket, folder)).toBe('own');
  client.destroy();
  socket.destroy();
  rmSync(folder, { recursive: true });
});
