import { operations } from './testing/operations';

describe('the operators’ command line', () => {
  it('lists its commands with --help', async () => {
    const { exitCode, stdout, stderr } = await operations(['--help']);
    const listed = [...stdout.matchAll(/^ {2}operations (\w+)/gm)].map(([, command]) => command);
    expect(listed).toEqual(['parked', 'rescues', 'smoke', 'verify', 'cost']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it.each([
    [[], 'name a command'],
    [['costs'], 'Unknown argument: costs'],
    [['toString'], 'Unknown argument: toString'],
  ])('refuses the command %j in one line', async (args, message) => {
    expect(await operations(args)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `operations: ${message} (--help shows all options)\n`,
    });
  });
});
