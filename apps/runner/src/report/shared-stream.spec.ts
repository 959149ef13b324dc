import { SharedStream } from './shared-stream';

/** A stream, and what is in it. */
function open() {
  const written: string[] = [];
  const stream = new SharedStream({
    write: (data, done) => {
      written.push(data.toString());
      done();
    },
  });
  return { stream, text: () => written.join('') };
}

beforeEach(() => {
  jest.useFakeTimers();
});

it('writes a line at once when nothing is begun', async () => {
  const { stream, text } = open();
  await stream.line('first', 1000);
  await stream.take(Buffer.from('one\n'));
  await stream.line('second', 1000);

  expect(text()).toBe('first\none\nsecond\n');
});

it('keeps a line until the one that is begun has ended', async () => {
  const { stream, text } = open();
  await stream.take(Buffer.from('on'));
  const lines = Promise.all([stream.line('first', 1000), stream.line('second', 1000)]);
  await stream.take(Buffer.from('e, '));
  expect(text()).toBe('one, ');
  await stream.take(Buffer.from('two\nthree\nfour'));
  await lines;

  expect(text()).toBe('one, two\nfirst\nsecond\nthree\nfour');
});

it('ends the line that is begun when it has waited long enough', async () => {
  const { stream, text } = open();
  await stream.take(Buffer.from('dots'));
  const line = stream.line('first', 1000);
  jest.advanceTimersByTime(999);
  expect(text()).toBe('dots');
  jest.advanceTimersByTime(1);
  await line;
  await stream.take(Buffer.from('dots'));

  expect(text()).toBe('dots\nfirst\ndots');
});

it('waits for nothing with the last line, nor do those before it', async () => {
  const { stream, text } = open();
  await stream.take(Buffer.from('dots'));
  const lines = Promise.all([stream.line('first', 1000), stream.line('last', 0)]);
  await lines;

  expect(text()).toBe('dots\nfirst\nlast\n');
});
