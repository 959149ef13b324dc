// For specs: the local cloud in a process of its own, on the package in the folder that is named.
import { startCloud } from '../cloud';
import { Timeline } from '../timeline';
import { optionsFor } from './spec-cloud';

async function main(folder: string): Promise<void> {
  const timeline = new Timeline();
  timeline.subscribe((entry) => process.stdout.write(`${JSON.stringify(entry)}\n`));
  const cloud = await startCloud(optionsFor(folder, { timeline }));
  process.stdout.write(`${JSON.stringify({ origin: cloud.origin })}\n`);
  process.on('SIGTERM', () => void cloud.stop());
}

void main(process.argv[2] ?? '');
