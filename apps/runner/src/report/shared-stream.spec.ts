import { SharedStream } from './shared-stream';

/** A stream, and what was written to it. */
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

it('writes a line at once if no other line is unfinished', async () => {
  const { stream, text } = open();
  await stream.line('first', 1000);
  await stream.take(Buffer.from('one\n'));
  await stream.line('second', 1000);

  expect(text()).toBe('first\none\nsecond\n');
});

it('holds a line back until the unfinished line has ended', async () => {
  const { stream, text } = open();
  await stream.take(Buffer.from('on'));
  const lines = Promise.all([stream.line('first', 1000), stream.line('second', 1000)]);
  await stream.take(Buffer.from('e, '));
  expect(text()).toBe('one, ');
  await stream.take(Buffer.from('two\nthree\nfour'));
  await lines;

  expect(text()).toBe('one, two\nfirst\nsecond\nthree\nfour');
});

it('breaks the unfinished line when the wait is over', async () => {
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

it('writes the last line, and all lines before it, without waiting', async () => {
  const { stream, text } = open();
  await stream.take(Buffer.from('dots'));
  const lines = Promise.all([stream.line('first', 1000), stream.line('last', 0)]);
  await lines;

  expect(text()).toBe('dots\nfirst\nlast\n');
});
