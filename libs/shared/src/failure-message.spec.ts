import {
  failureQueueOf,
  functionOfQueue,
  messageBytes,
  readFailureAttributes,
  writeFailureAttributes,
} from './failure-message';

const FULL = {
  requestId: 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10',
  errorCode: '200',
  attempts: '2',
  reason: 'out of memory',
};

describe('the attributes of a failed invocation', () => {
  it('come back as they were written', () => {
    const written = writeFailureAttributes(FULL);
    expect(written['Attempts']).toEqual({ DataType: 'Number', StringValue: '2' });
    expect(readFailureAttributes((name) => written[name]?.StringValue)).toEqual(FULL);
  });

  it('leave out what is empty, which SQS would refuse', () => {
    expect(writeFailureAttributes({ reason: '' })).toEqual({});
  });

  it('hold nothing that SQS refuses in a value', () => {
    const reason = 'a\u0000b\u001b[31m\ud800 \ufffe \u{1f680}\n';
    expect(writeFailureAttributes({ reason })['Reason']?.StringValue).toBe(
      'a\ufffdb\ufffd[31m\ufffd \ufffd \u{1f680}\n',
    );
  });

  it('are cut after 2048 characters, and not into half a character', () => {
    const reason = `${'x'.repeat(2047)}\u{1f680}`;
    expect(writeFailureAttributes({ reason })['Reason']?.StringValue).toBe(
      `${'x'.repeat(2047)}\ufffd`,
    );
  });
});

describe('an attribute that is a number to us', () => {
  it.each(['none', '-1', '1.5', '1e400', '9'.repeat(21)])(
    'is text if it says "%s"',
    (errorCode) => {
      expect(writeFailureAttributes({ errorCode })).toEqual({
        ErrorCode: { DataType: 'String', StringValue: errorCode },
      });
    },
  );
});

describe('an attribute that is no text', () => {
  it.each([[undefined], [null], [7], [new Uint8Array(1)]])('is not read: %j', (value) => {
    expect(readFailureAttributes(() => value as never)).toEqual({});
  });
});

describe('messageBytes', () => {
  it('counts the bytes of binary values, and nothing for values that are missing', () => {
    const attributes = {
      Seal: { DataType: 'Binary', BinaryValue: new Uint8Array(100) },
      Odd: { DataType: undefined },
    };
    expect(messageBytes('', attributes)).toBe(4 + 6 + 100 + 3);
  });

  it('counts the body and name, type and value of each attribute in bytes', () => {
    const attributes = { Reason: { DataType: 'String', StringValue: 'é' } };
    expect(messageBytes('{"é":1}', attributes)).toBe(8 + 6 + 6 + 2);
  });
});

describe('the failure queue of a function', () => {
  it('names it', () => {
    expect(functionOfQueue(failureQueueOf('orders-failures'))).toBe('orders-failures');
    expect(functionOfQueue('parked')).toBeUndefined();
  });
});
