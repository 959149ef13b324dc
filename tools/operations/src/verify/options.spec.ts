import { UsageError } from '@immortal/shared/command-line';
import { optionsOf } from './options';

it('fills no quota unless it is told to', async () => {
  expect(await optionsOf(['--stage', 'prod'])).toEqual({
    place: { stack: 'immortal-prod' },
    yes: false,
    json: false,
    minutes: 10,
  });
});

it('reads how many vCPUs fill up the quota', async () => {
  expect(await optionsOf(['--fill-quota', '16'])).toMatchObject({ fillQuotaVcpus: 16 });
});

it.each([
  [['--fill-quota', '3'], '--fill-quota is "3": pass 1 or 2 or 4 or 8 or 16'],
  [['--minutes', '0'], '--minutes is "0": pass a whole number from 1 to 60'],
  [['--stag', 'x'], 'Unknown argument: stag'],
])('refuses the options %j', async (args, message) => {
  const refused = optionsOf(args);
  await expect(refused).rejects.toThrow(UsageError);
  await expect(refused).rejects.toThrow(message);
});
