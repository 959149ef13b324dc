import { TemporaryError } from '../errors';
import { retry } from './retry';

/** Calls what fails this often, with a clock that only waiting moves, until ten minutes are over. */
async function attempt(failures: number, random = 1) {
  const waits: number[] = [];
  const warnings: string[] = [];
  let calls = 0;
  const call = () => {
    calls += 1;
    return calls > failures
      ? Promise.resolve('done')
      : Promise.reject(new TemporaryError('Rate exceeded.'));
  };
  const ended = await retry(call, {
    sleep: (ms) => Promise.resolve(waits.push(ms)),
    random: () => random,
    now: () => waits.reduce((sum, ms) => sum + ms, 0),
    retryUntil: 600_000,
    warn: (message) => warnings.push(message),
  }).catch((error: unknown) => error);
  return { ended, calls, waits, warnings };
}

describe('retry', () => {
  it('doubles the bound of the delay up to 30 seconds', async () => {
    const { ended, waits } = await attempt(9);
    expect(ended).toBe('done');
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('waits for a random part of the bound', async () => {
    const { waits } = await attempt(3, 0.1);
    expect(waits).toEqual([25, 50, 100]);
  });

  it('has patience until no attempt fits the time, and then throws the last error', async () => {
    const { ended, calls, waits } = await attempt(Infinity);
    const waited = waits.reduce((sum, ms) => sum + ms, 0);
    expect(ended).toEqual(new TemporaryError('Rate exceeded.'));
    expect(calls).toBe(waits.length + 1);
    expect(waited).toBeGreaterThan(570_000);
    expect(waited).toBeLessThanOrEqual(600_000);
  });

  it('warns once, after a minute', async () => {
    const short = await attempt(8);
    const long = await attempt(20);
    expect(short.warnings).toEqual([]);
    expect(long.warnings).toEqual(['Rate exceeded. The runner tries again for up to 538 seconds.']);
  });

  it('throws any other error at once', async () => {
    const failure = new TypeError('a defect');
    const deps = {
      sleep: () => Promise.reject(new Error('It must not wait.')),
      random: () => 1,
      now: () => 0,
      retryUntil: 1,
      warn: () => undefined,
    };
    await expect(retry(() => Promise.reject(failure), deps)).rejects.toBe(failure);
  });
});
