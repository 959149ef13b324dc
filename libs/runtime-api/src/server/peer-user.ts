// Whose process is at the other end of a connection of the loopback: every user of the machine reaches 127.0.0.1.
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/** How the kernel writes an IPv4 address in /proc/net/tcp6. */
const MAPPED = words([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

/** What comes and goes while the kernel lists its connections can hide another one for that moment. */
const ATTEMPTS = 3;

/** Of this user, of another one, or closed: then the kernel lists it as root's or not at all, whoever's it was. */
export type Peer = 'own' | 'foreign' | 'closed';

/**
 * Whose the other end of a connection is that a server on 127.0.0.1 has just accepted.
 *
 * The loopback belongs to one network namespace, and `/proc/net` lists that of this process: an open peer is in it, with
 * the user's id as this process sees it, in a container too. A system without `/proc/net/tcp`, such as macOS, and one
 * that does not list the server itself there, tells nothing: there, every peer counts as `own`.
 *
 * Takes some milliseconds on a machine with much memory, where the kernel's table is large. Synchronous all the same:
 * Node.js drops a request whose client hangs up while it waits.
 *
 * @param folder where the kernel lists the connections: https://docs.kernel.org/networking/proc_net_tcp.html
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
    // A socket that can do both versions of IP, as those of Java, is in the other list.
    const owner =
      ownerOf(table, there, here) ??
      ownerOf(read(`${folder}/tcp6`), `${MAPPED}${there}`, `${MAPPED}${here}`);
    if (owner !== undefined) return owner === process.geteuid?.() ? 'own' : 'foreign';
  }
  return 'closed';
}

/** The user's id of an open socket. */
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

/** The kernel writes each four bytes as one number in the order of the machine. */
function words(bytes: number[]): string {
  const numbers = new Uint32Array(Uint8Array.from(bytes).buffer);
  return Array.from(numbers, (number) => hex(number, 8)).join('');
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0');
}
