// Starts the benchmark's server as a separate process, so that its work does not count in the measurements.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Server {
  readonly url: string;
  readonly stop: () => void;
}

export async function startServer(zips: readonly string[]): Promise<Server> {
  const script = path.join(__dirname, 'server.ts');
  const child = spawn(process.execPath, ['-r', '@swc-node/register', script, ...zips], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, stop: () => child.kill() };
}
