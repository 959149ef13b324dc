// `cost`: what a rescue costs, with your own figures.
import { CHECKED_ON, REGIONS } from '@immortal/shared/prices';
import { estimate } from './estimate';
import { type Options, optionsOf } from './options';
import { report } from './report';

export async function cost(args: readonly string[]): Promise<number> {
  process.stdout.write(`${answer(await optionsOf(args))}\n`);
  return 0;
}

function answer(options: Options): string {
  const { region, architecture, one, json } = options;
  const costs = estimate(one, REGIONS[region].prices[architecture]);
  if (!json) return report(options, costs);
  const answered = { currency: 'USD', region, architecture, pricesOf: CHECKED_ON, ...costs };
  return JSON.stringify(answered, rounded);
}

/** To millionths of a dollar, which is little even for many rescues. */
function rounded(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}
