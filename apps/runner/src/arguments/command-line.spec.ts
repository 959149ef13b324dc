import { overlay, parseArguments } from './command-line';
import { SettingError } from '../errors';

describe('the command line', () => {
  it('gives values with the names that messages use', async () => {
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
    ['a number that JavaScript cannot hold', '12345678901234567890'],
    ['an array', '[1,  2]'],
    ['a flag of YAML', 'true'],
    ['nothing', ''],
  ])('leaves %s as it is', async (_what, value) => {
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
    [['--event', '-foo'], 'Write --event=… for one that begins with a hyphen'],
    [['--event', '--context', '{}'], '--event has no value'],
    [['--event', '1', '--event', '2'], '--event is given twice'],
    [['--no-event'], 'Unknown argument: no-event'],
    [['--event.a', '1'], 'Unknown argument'],
  ])('%j is refused in one line', async (argv, message) => {
    const refused = parseArguments(argv);

    await expect(refused).rejects.toThrow(SettingError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(/^[^\n]*$/);
  });

  it('takes a value that begins with a hyphen after an equals sign', async () => {
    await expect(parseArguments(['--event=-5'])).resolves.toMatchObject({
      given: { event: { value: '-5' } },
    });
  });
});

describe('options and variables', () => {
  const value = (text: string) => ({ value: text, label: text });

  it('are joined so that options win', () => {
    const joined = overlay(
      { context: value('option') },
      { context: value('variable'), region: value('variable') },
    );

    expect(joined).toEqual({ context: value('option'), region: value('variable') });
  });

  it('do not meet in two events', () => {
    expect(overlay({ event: value('option') }, { eventS3: value('variable') })).toEqual({
      event: value('option'),
    });
    expect(overlay({ eventS3: value('option') }, { event: value('variable') })).toEqual({
      eventS3: value('option'),
    });
    expect(overlay({}, { eventS3: value('variable') })).toEqual({ eventS3: value('variable') });
  });
});
