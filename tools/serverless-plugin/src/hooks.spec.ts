import { inSequence } from './hooks';

it('runs the hooks of an event one after another and stops at the first that fails', async () => {
  const ran: string[] = [];
  const hooks = inSequence([
    { package: () => Promise.resolve().then(() => ran.push('first')), deploy: () => ran.push('d') },
    { package: () => Promise.reject(new Error('no room')) },
    { package: () => ran.push('third') },
  ]);
  expect(Object.keys(hooks).sort()).toEqual(['deploy', 'package']);
  await expect(hooks['package']?.()).rejects.toThrow('no room');
  expect(ran).toEqual(['first']);
});
