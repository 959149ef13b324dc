import { CleanUp } from './clean-up';

it('undoes in reverse order', async () => {
  const done: string[] = [];
  const cleanUp = new CleanUp();
  cleanUp.add(() => done.push('first'));
  cleanUp.add(() => Promise.resolve(done.push('second')));
  await cleanUp.run();
  expect(done).toStrictEqual(['second', 'first']);
});

it('undoes the rest if a step fails, and throws its error', async () => {
  const done: string[] = [];
  const cleanUp = new CleanUp();
  cleanUp.add(() => done.push('first'));
  cleanUp.add(() => Promise.reject(new Error('stuck')));
  await expect(cleanUp.run()).rejects.toThrow('stuck');
  expect(done).toStrictEqual(['first']);
});

it('undoes everything only once, and lets later calls wait for it', async () => {
  let times = 0;
  const cleanUp = new CleanUp();
  cleanUp.add(() => (times += 1));
  await Promise.all([cleanUp.run(), cleanUp.run()]);
  expect(times).toBe(1);
});
