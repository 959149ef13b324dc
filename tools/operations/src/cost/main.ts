// `npm run cost`: what a rescue costs, in your own figures.
import { UsageError } from './errors';
import { estimate } from './estimate';
import { type Options, readOptions } from './options';
import { CHECKED_ON, REGIONS } from './prices';
import { report } from './report';

async function main(): Promise<void> {
  const options = await readOptions(process.argv.slice(2));
  process.stdout.write(`${typeof options === 'string' ? options : answer(options)}\n`);
}

function answer(options: Options): string {
  const { region, architecture, one, json } = options;
  const costs = estimate(one, REGIONS[region].prices[architecture]);
  if (!json) return report(options, costs);
  const about = { currency: 'USD', region, architecture, pricesOf: CHECKED_ON };
  return JSON.stringify({ ...about, ...costs }, rounded);
}

/** To millionths, of which one is little even to those who have many rescues. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}

main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`cost: ${error.message}\n`);
  process.exitCode = 1;
});
