import { Semaphore } from './semaphore';

/** Work whose end is in the test's hands. */
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

it('lets only so many through, and the others in the order in which they came', async () => {
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

it('passes on what the work gives', async () => {
  expect(await new Semaphore(1).run(() => Promise.resolve(42))).toBe(42);
});

it('gives the permit back when the work fails', async () => {
  const semaphore = new Semaphore(1);
  await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await semaphore.run(() => Promise.resolve('next'))).toBe('next');
});
