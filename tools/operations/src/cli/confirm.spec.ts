import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type ConfirmOptions, confirmation } from './confirm';
import { UsageError } from '@immortal/shared/command-line';

function terminal(change: Partial<ConfirmOptions> = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  const { signal } = new AbortController();
  const interruption = { signal, interrupt: jest.fn() };
  const options = { yes: false, input, output, interruption, ...change };
  return { input, output, options };
}

describe('the confirmation', () => {
  it.each([
    ['y', true],
    ['YES', true],
    ['', false],
    ['n', false],
    ['yeah', false],
  ])('reads the answer %j as %s', async (answer, agreed) => {
    const { input, output, options } = terminal();
    const asked = confirmation(options)('Go on?');
    input.write(`${answer}\n`);
    expect(await asked).toBe(agreed);
    output.end();
    expect(await text(output)).toContain('Go on? [y/N] ');
  });

  it('reads the end of the input as a no', async () => {
    const { input, options } = terminal();
    const asked = confirmation(options)('Go on?');
    input.end();
    expect(await asked).toBe(false);
  });

  it('rejects when the command is interrupted', async () => {
    const controller = new AbortController();
    const { options } = terminal({
      interruption: { signal: controller.signal, interrupt: jest.fn() },
    });
    const asked = confirmation(options)('Go on?');
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks nothing with --yes', async () => {
    const { output, options } = terminal({ yes: true });
    expect(await confirmation(options)('Go on?')).toBe(true);
    expect(output.read()).toBeNull();
  });

  it('refuses an input that is not a terminal at once, and names the remedy', () => {
    const { options } = terminal({ input: new PassThrough() });
    expect(() => confirmation(options)).toThrow(UsageError);
    expect(() => confirmation(options)).toThrow('pass --yes');
  });
});
