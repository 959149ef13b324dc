// External extensions of layers, which the runner does not start.
import fs from 'node:fs';
import path from 'node:path';
import { type RunnerDeps } from '../deps';

/** Logs the names of the extensions that the layers contain. Call it after the layers are unpacked. */
export function warnOfExtensions(optDir: string, { warn }: Pick<RunnerDeps, 'warn'>): void {
  const folder = path.join(optDir, 'extensions');
  if (!fs.existsSync(folder)) return;
  const names = fs.readdirSync(folder).join(', ');
  warn(`The layers contain external extensions (${names}), which do not run outside of Lambda.`);
}
