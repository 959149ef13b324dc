import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type ConfirmOptions, confirmation } from './confirm';
import { UsageError } from './errors';

function terminal(change: Partial<ConfirmOptions> = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  const { signal } = new AbortController();
  const options = { yes: false, input, output, signal, interrupt: jest.fn(), ...change };
  return { input, output, options };
}

describe('the confirmation', () => {
  it.each([
    ['y', true],
    ['YES', true],
    ['', false],
    ['n', false],
    ['yeah', false],
  ])('takes the answer %j as %s', async (answer, agreed) => {
    const { input, output, options } = terminal();
    const asked = confirmation(options)('Go on?');
    input.write(`${answer}\n`);
    expect(await asked).toBe(agreed);
    output.end();
    expect(await text(output)).toContain('Go on? [y/N] ');
  });

  it('takes the end of the input as a no', async () => {
    const { input, options } = terminal();
    const asked = confirmation(options)('Go on?');
    input.end();
    expect(await asked).toBe(false);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const { options } = terminal({ signal: controller.signal });
    const asked = confirmation(options)('Go on?');
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('asks nobody with --yes', async () => {
    const { output, options } = terminal({ yes: true });
    expect(await confirmation(options)('Go on?')).toBe(true);
    expect(output.read()).toBeNull();
  });

  it('refuses at once when nobody can be asked, and names the remedy', () => {
    const { options } = terminal({ input: new PassThrough() });
    expect(() => confirmation(options)).toThrow(UsageError);
    expect(() => confirmation(options)).toThrow('pass --yes');
  });
});
