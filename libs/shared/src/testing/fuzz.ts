// Tries a property on made-up input for some seconds, each time other input, which a seed brings back.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** Set it to try for longer: `FUZZ_SECONDS=600 npx jest fuzz`. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 2);

/** What Jest has to allow for a test that fuzzes, in milliseconds: also for making a finding small. */
export const FUZZ_TIMEOUT_MS = 10 * SECONDS * 1000 + 30_000;

/**
 * Prints the seed first, so that a crash of the process can be replayed too; `FUZZ_SEED` sets it.
 *
 * @param name what is fuzzed, for the line that is printed
 * @throws {Error} with the smallest input that was found, if `check` throws
 */
export async function fuzz<T>(
  name: string,
  input: fc.Arbitrary<T>,
  check: (input: T) => unknown,
): Promise<void> {
  const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
  process.stderr.write(`Fuzzing ${name} for ${SECONDS} s; FUZZ_SEED=${seed} replays it\n`);
  const property = fc.asyncProperty(input, async (value) => {
    await check(value);
  });
  await fc.assert(property, {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1000,
  });
}

/** JSON text, sometimes nested far deeper than a stack is. */
export function anyJson(): fc.Arbitrary<string> {
  const deep = fc
    .tuple(fc.json({ maxDepth: 2 }), fc.nat(30_000), fc.constantFrom('[]', '{}'))
    .map(([inner, depth, [open, close]]) =>
      open === '['
        ? open.repeat(depth) + inner + (close ?? '').repeat(depth)
        : '{"a":'.repeat(depth) + inner + '}'.repeat(depth),
    );
  return fc.oneof({ weight: 9, arbitrary: fc.json() }, { weight: 1, arbitrary: deep });
}

/** The text, with some of its characters changed, left out or doubled, so that it is nearly what it was. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.constantFrom('', '"', '\\', '{', ']', ',', 'é', '\0', '1'));
  return fc.tuple(text, fc.array(change, { maxLength: 3 })).map(([whole, changes]) =>
    changes.reduce((current, [place, by]) => {
      const at = place % (current.length + 1);
      return current.slice(0, at) + by + current.slice(at + 1);
    }, whole),
  );
}
