import { overlay, parseArguments } from './command-line';
import { SettingError } from '../errors';

describe('the command line', () => {
  it('yields each value with the label that messages use', async () => {
    const given = await parseArguments([
      '--event',
      '"abc"',
      '--context={"functionName":"orders"}',
      '--max-seconds',
      '60',
    ]);

    expect(given).toEqual({
      given: {
        event: { value: '"abc"', label: '--event' },
        context: { value: '{"functionName":"orders"}', label: '--context' },
      },
      settings: { maxSeconds: { value: '60', label: '--max-seconds' } },
    });
  });

  it.each([
    ['a quoted string', '"a \\"b\\""'],
    ['a number', '1.0'],
    ['a number that JavaScript rounds', '12345678901234567890'],
    ['an array', '[1,  2]'],
    ['a boolean', 'true'],
    ['an empty string', ''],
  ])('passes %s through unchanged', async (_what, value) => {
    await expect(parseArguments([`--event=${value}`])).resolves.toMatchObject({
      given: { event: { value } },
    });
    await expect(parseArguments(['--event', value])).resolves.toMatchObject({
      given: { event: { value } },
    });
  });

  it.each([
    [['--evnt', '1'], 'Unknown argument: evnt'],
    [['extra'], 'Unknown argument: extra'],
    [['--event'], '--event has no value'],
    [['--event', '-foo'], 'For a value that begins with a hyphen, write --event=…'],
    [['--event', '--context', '{}'], '--event has no value'],
    [['--event', '1', '--event', '2'], '--event is given twice'],
    [['--no-event'], 'Unknown argument: no-event'],
    [['--event.a', '1'], 'Unknown argument'],
  ])('refuses %j in one line', async (argv, message) => {
    const refused = parseArguments(argv);

    await expect(refused).rejects.toThrow(SettingError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(/^[^\n]*$/);
  });

  it('accepts a value that begins with a hyphen after an equals sign', async () => {
    await expect(parseArguments(['--event=-5'])).resolves.toMatchObject({
      given: { event: { value: '-5' } },
    });
  });
});

describe('options and variables', () => {
  const value = (text: string) => ({ value: text, label: text });

  it('are merged so that options override variables', () => {
    const joined = overlay(
      { context: value('option') },
      { context: value('variable'), region: value('variable') },
    );

    expect(joined).toEqual({ context: value('option'), region: value('variable') });
  });

  it('yield one event: an option overrides both event variables', () => {
    expect(overlay({ event: value('option') }, { eventS3: value('variable') })).toEqual({
      event: value('option'),
    });
    expect(overlay({ eventS3: value('option') }, { event: value('variable') })).toEqual({
      eventS3: value('option'),
    });
    expect(overlay({}, { eventS3: value('variable') })).toEqual({ eventS3: value('variable') });
  });
});
