// Finds out which user is at the other end of a loopback connection: every user of the machine can reach 127.0.0.1.
import { readFileSync } from 'node:fs';
import { type Socket } from 'node:net';

/** The prefix of an IPv4 address in /proc/net/tcp6. */
const MAPPED = words([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

/** While the kernel lists its connections, one that opens or closes can hide another. */
const ATTEMPTS = 3;

/** `own`: this user. `foreign`: another user. `closed`: unknown, since the kernel no longer lists the real owner. */
export type Peer = 'own' | 'foreign' | 'closed';

/**
 * The user at the other end of a connection that a server on 127.0.0.1 has just accepted.
 *
 * `/proc/net` lists the network namespace of this process, in a container too: an open peer is in it, with its user id.
 * Where `/proc/net/tcp` is missing (macOS) or does not list the server itself, every peer counts as `own`.
 *
 * Takes some milliseconds on a machine with much memory, where the kernel's table is large. It is synchronous because
 * Node.js drops a request whose client hangs up while the check is pending.
 *
 * @param folder with the kernel's lists of connections: https://docs.kernel.org/networking/proc_net_tcp.html
 */
export function peerOf(socket: Socket, folder = '/proc/net'): Peer {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  if (localAddress === undefined || localPort === undefined) return 'closed';
  if (remoteAddress === undefined || remotePort === undefined) return 'closed';
  const here = endpoint(localAddress, localPort);
  const there = endpoint(remoteAddress, remotePort);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const table = read(`${folder}/tcp`);
    if (!table.includes(` ${here} 00000000:0000 0A `)) return 'own';
    // A dual-stack socket, such as Java's, is in the other list.
    const owner =
      ownerOf(table, there, here) ??
      ownerOf(read(`${folder}/tcp6`), `${MAPPED}${there}`, `${MAPPED}${here}`);
    if (owner !== undefined) return owner === process.geteuid?.() ? 'own' : 'foreign';
  }
  return 'closed';
}

/** The user id of an open socket; undefined if it is not listed or closed. */
function ownerOf(table: string, local: string, remote: string): number | undefined {
  const row = ` ${local} ${remote} `;
  const at = table.indexOf(row);
  if (at < 0) return undefined;
  // state, queues, timer, retransmissions, uid, timeout, inode
  const [, , , , uid, , inode] = table.slice(at + row.length, at + row.length + 200).split(/\s+/);
  return inode === '0' ? undefined : Number(uid);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function endpoint(address: string, port: number): string {
  const bytes = address.replace(/^::ffff:/, '').split('.');
  return `${words(bytes.map(Number))}:${hex(port, 4)}`;
}

/** The kernel writes every four bytes as one number in the machine's byte order. */
function words(bytes: number[]): string {
  const numbers = new Uint32Array(Uint8Array.from(bytes).buffer);
  return Array.from(numbers, (number) => hex(number, 8)).join('');
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0');
}
