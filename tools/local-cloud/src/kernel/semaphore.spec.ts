import { Semaphore } from './semaphore';

/** Work that runs until the test finishes it. */
function task(began: string[], name: string) {
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = () => {
    began.push(name);
    return done;
  };
  return { work, finish };
}

it('runs as many at once as it has permits, and the others in the order of their arrival', async () => {
  const semaphore = new Semaphore(2);
  const began: string[] = [];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => task(began, name));
  const runs = [a, b, c, d].map((one) => semaphore.run(one!.work));
  await Promise.resolve();
  expect(began).toStrictEqual(['a', 'b']);
  b!.finish();
  await runs[1];
  expect(began).toStrictEqual(['a', 'b', 'c']);
  for (const one of [a, c, d]) one!.finish();
  await Promise.all(runs);
  expect(began).toStrictEqual(['a', 'b', 'c', 'd']);
});

it('returns the result of the work', async () => {
  expect(await new Semaphore(1).run(() => Promise.resolve(42))).toBe(42);
});

it('releases the permit if the work fails', async () => {
  const semaphore = new Semaphore(1);
  await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await semaphore.run(() => Promise.resolve('next'))).toBe('next');
});
