import {
  failureQueueId,
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
  it('are read as they were written', () => {
    const written = writeFailureAttributes(FULL);
    expect(written['Attempts']).toEqual({ DataType: 'Number', StringValue: '2' });
    expect(readFailureAttributes((name) => written[name]?.StringValue)).toEqual(FULL);
  });

  it('do not include empty values, which SQS refuses', () => {
    expect(writeFailureAttributes({ reason: '' })).toEqual({});
  });

  it('have no characters that SQS refuses', () => {
    const reason = 'a\u0000b\u001b[31m\ud800 \ufffe \u{1f680}\n';
    expect(writeFailureAttributes({ reason })['Reason']?.StringValue).toBe(
      'a\ufffdb\ufffd[31m\ufffd \ufffd \u{1f680}\n',
    );
  });

  it('are cut after 2048 characters, and not within a character', () => {
    const reason = `${'x'.repeat(2047)}\u{1f680}`;
    expect(writeFailureAttributes({ reason })['Reason']?.StringValue).toBe(
      `${'x'.repeat(2047)}\ufffd`,
    );
  });
});

describe('an attribute of type Number', () => {
  it.each(['none', '-1', '1.5', '1e400', '9'.repeat(21)])(
    'is text if it says "%s"',
    (errorCode) => {
      expect(writeFailureAttributes({ errorCode })).toEqual({
        ErrorCode: { DataType: 'String', StringValue: errorCode },
      });
    },
  );
});

describe('an attribute that is not text', () => {
  it.each([[undefined], [null], [7], [new Uint8Array(1)]])('is not read: %j', (value) => {
    expect(readFailureAttributes(() => value as never)).toEqual({});
  });
});

describe('messageBytes', () => {
  it('counts the bytes of binary values, and nothing for missing ones', () => {
    const attributes = {
      Seal: { DataType: 'Binary', BinaryValue: new Uint8Array(100) },
      Odd: { DataType: undefined },
    };
    expect(messageBytes('', attributes)).toBe(4 + 6 + 100 + 3);
  });

  it('counts the body and the name, type, and value of each attribute in bytes', () => {
    const attributes = { Reason: { DataType: 'String', StringValue: 'é' } };
    expect(messageBytes('{"é":1}', attributes)).toBe(8 + 6 + 6 + 2);
  });
});

describe('the failure queue of a function', () => {
  it('names its function', () => {
    expect(functionOfQueue(failureQueueOf('orders-failures'))).toBe('orders-failures');
    expect(functionOfQueue('parked')).toBeUndefined();
  });
});

it.each([
  ['orders', 'OrdersFailures'],
  ['immortal-handler', 'ImmortalHandlerFailures'],
  ['sendMail2', 'SendMail2Failures'],
  ['send_mail', 'SendMailFailures'],
])('the failure queue of %s is %s', (key, logicalId) => {
  expect(failureQueueId(key)).toBe(logicalId);
});
