import { UnreadableMessageError } from '../errors';
import { readEnvelope } from './envelope';
import { readStoppedTask } from './stopped-task';
import {
  aFailedInvocation,
  aTask,
  aTaskEvent,
  definitionArn,
  FUNCTION,
  REQUEST_ID,
  TRACE_HEADER,
} from '../testing/fixtures';

const read = (detail: object | null) => readStoppedTask(readEnvelope(aTaskEvent(detail)));

const invocationOf = (detail: ReturnType<typeof aTask>) => read(detail)?.invocation;
/** The overrides with one variable changed, or without it. */
const overridesWith = (variable: string, value?: string) => {
  const environment = aTask().overrides?.containerOverrides?.[0]?.environment ?? [];
  const others = environment.filter(({ name }) => name !== variable);
  const changed = value === undefined ? others : [...others, { name: variable, value }];
  return { containerOverrides: [{ name: 'runner', environment: changed }] };
};

describe('readStoppedTask', () => {
  it('reads which attempt of which request ended, and how', () => {
    const detail = aTask();
    expect(read(detail)).toMatchObject({
      taskArn: detail.taskArn,
      exit: { exitCode: 143, stopCode: 'SpotInterruption' },
      createdAt: detail.createdAt,
      stoppedAt: detail.stoppedAt,
      functionName: FUNCTION,
      requestId: REQUEST_ID,
      attempt: 1,
    });
  });

  it.each([
    ['a function whose name begins with that of the stack', FUNCTION],
    ['a function with a name of its own', 'billing'],
  ])(
    'reads a task that the version of the kit with one task definition started for %s',
    (_, functionName) => {
      const invocation = aFailedInvocation({ functionName, isFresh: false });
      const taskDefinitionArn = definitionArn('immortal-dev-runner');
      expect(read(aTask({ taskDefinitionArn }, invocation))).toMatchObject({
        functionName,
        invocation,
      });
    },
  );

  it.each([
    ['without startedBy', { startedBy: undefined }],
    ['with null for it', { startedBy: null }],
    ['of a service', { startedBy: 'ecs-svc/9223370564345678901' }],
    ['of a person', { startedBy: 'jane' }],
    [
      'of a person who numbers tasks, in the group that ECS sets',
      { startedBy: 'jane/1', group: 'family:immortal-dev-runner' },
    ],
    ['of a person who numbers tasks, without a group', { startedBy: 'jane/1', group: undefined }],
    [
      'of a person who numbers tasks, with null for the group',
      { startedBy: 'jane/1', group: null },
    ],
    [
      'of another function with the names of ours',
      { taskDefinitionArn: definitionArn('immortal-dev-mails') },
    ],
    ['of another stack', { taskDefinitionArn: definitionArn('immortal-prod-runner') }],
    ['without a task definition', { taskDefinitionArn: undefined }],
    ['with null for it', { taskDefinitionArn: null }],
  ])('ignores a task %s', (_, change) => {
    expect(read({ ...aTask(), ...change })).toBeUndefined();
  });

  it.each([
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['text', '"ECS Task State Change"'],
    [
      'another event',
      JSON.stringify({ 'detail-type': 'ECS Service Action', region: 'eu-west-1', detail: aTask() }),
    ],
    ['an event without a task', aTaskEvent(null).body],
    ['an event of a task without a name', aTaskEvent({ startedBy: `${REQUEST_ID}/1` }).body],
  ])('refuses %s', (_, body) => {
    const attempt = () => readStoppedTask(readEnvelope(aTaskEvent(null, { body })));
    expect(attempt).toThrow(UnreadableMessageError);
    expect(attempt).toThrow('is not an "ECS Task State Change" of EventBridge');
  });
});

describe('the invocation of a stopped task', () => {
  it('is read from a task of an earlier version of the kit, which named its function only in the group', () => {
    const invocation = aFailedInvocation({ attempt: 2, isFresh: false });
    expect(invocationOf(aTask({ startedBy: `${REQUEST_ID}/2` }, invocation))).toEqual(invocation);
    const other = aTask({ startedBy: `${REQUEST_ID}/2`, group: 'other' }, invocation);
    expect(invocationOf(other)).toBeUndefined();
  });

  it('has the tasks that do not count as attempts, which its variables say', () => {
    const invocation = aFailedInvocation({ attempt: 3, uncountedAttempts: 2, isFresh: false });
    expect(invocationOf(aTask({}, invocation))).toEqual(invocation);
    const overrides = overridesWith('RESCUE_UNCOUNTED_ATTEMPTS', 'many');
    expect(invocationOf(aTask({ overrides }))).toBeUndefined();
  });

  it('has the tracing header', () => {
    const invocation = aFailedInvocation({ traceHeader: TRACE_HEADER, isFresh: false });
    expect(invocationOf(aTask({}, invocation))).toEqual(invocation);
  });

  it('has the whole request id even if it is too long for startedBy', () => {
    const requestId = 'r'.repeat(100);
    const functionName = 'f'.repeat(64);
    const invocation = aFailedInvocation({ functionName, requestId, isFresh: false });
    expect(invocationOf(aTask({ group: functionName }, invocation))).toEqual(invocation);
  });

  it.each([
    ['of a first attempt', {}],
    ['of a later attempt', { attempt: 3 }],
    ['of a later round', { attempt: 5, firstAttempt: 4 }],
    ['of a published version', { functionVersion: '7' }],
    ['with its event in S3', { event: { s3: { bucket: 'hand-over', key: 'a/b.json' } } }],
    [
      'with an event in a layout of its own',
      { event: { text: '{\n "id": 12345678901234567890 }' } },
    ],
  ])('is read from a task %s', (_, change) => {
    const invocation = aFailedInvocation({ ...change, isFresh: false });
    expect(invocationOf(aTask({}, invocation))).toEqual(invocation);
  });

  it('is read from the runner beside a container that AWS added', () => {
    const { containerOverrides = [] } = aTask().overrides ?? {};
    const overrides = {
      containerOverrides: [{ name: 'aws-guardduty-agent-Xa1' }, ...containerOverrides],
    };
    expect(invocationOf(aTask({ overrides }))).toMatchObject({ requestId: REQUEST_ID });
  });

  it.each([
    ['no overrides', undefined],
    ['null as overrides', null],
    ['no overrides of a container', {}],
    ['null for them', { containerOverrides: null }],
    ['no variables', { containerOverrides: [{ name: 'runner' }] }],
    [
      'variables without values',
      {
        containerOverrides: [
          { name: 'runner', environment: [{ name: 'AWS_LAMBDA_FUNCTION_EVENT' }, {}] },
        ],
      },
    ],
    ['no event', overridesWith('AWS_LAMBDA_FUNCTION_EVENT')],
    ['an event that is not JSON', overridesWith('AWS_LAMBDA_FUNCTION_EVENT', '{')],
    ['no context', overridesWith('AWS_LAMBDA_FUNCTION_CONTEXT')],
    [
      'another request',
      overridesWith(
        'AWS_LAMBDA_FUNCTION_CONTEXT',
        JSON.stringify({
          functionName: FUNCTION,
          awsRequestId: 'other',
          invokedFunctionArn: 'arn',
        }),
      ),
    ],
    [
      'another function',
      overridesWith(
        'AWS_LAMBDA_FUNCTION_CONTEXT',
        JSON.stringify({
          functionName: 'other',
          awsRequestId: REQUEST_ID,
          invokedFunctionArn: 'arn',
        }),
      ),
    ],
    [
      'no ARN of the function',
      overridesWith(
        'AWS_LAMBDA_FUNCTION_CONTEXT',
        JSON.stringify({ functionName: FUNCTION, awsRequestId: REQUEST_ID }),
      ),
    ],
    ['an invalid first attempt', overridesWith('RESCUE_FIRST_ATTEMPT', 'first')],
  ])('is unknown with %s', (_, overrides) => {
    expect(invocationOf({ ...aTask(), overrides: overrides as never })).toBeUndefined();
  });
});
