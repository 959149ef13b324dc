// Tests a property on random input for some seconds; a seed replays it.
import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** Set it to test longer: `FUZZ_SECONDS=600 npx jest fuzz`. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 2);

/** Jest's timeout for a fuzz test in milliseconds, including the time to shrink a finding. */
export const FUZZ_TIMEOUT_MS = 10 * SECONDS * 1000 + 30_000;

/**
 * Prints the seed first, so that you can replay even a crash of the process; `FUZZ_SEED` sets it.
 *
 * @param name of what is fuzzed, for the line that is printed
 * @throws {Error} with the smallest input for which `check` throws
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

/** JSON text, sometimes nested far deeper than the stack. */
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

/** The text with a few characters changed, removed, or duplicated. */
export function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.nat(), fc.constantFrom('', '"', '\\', '{', ']', ',', 'é', '\0', '1'));
  return fc.tuple(text, fc.array(change, { maxLength: 3 })).map(([whole, changes]) =>
    changes.reduce((current, [place, by]) => {
      const at = place % (current.length + 1);
      return current.slice(0, at) + by + current.slice(at + 1);
    }, whole),
  );
}
