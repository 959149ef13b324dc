// A function writes to another log, which would forge metrics and lines of the secondary.
import { type Call } from '../../testbed/calls';
import { type AttackCloud, ATTACKER } from '../attack-cloud';

const call = (operation: string, input: object): Call => ({
  client: 'cloudwatch-logs',
  operation,
  input,
});

/** The calls that create a stream and write a line to it. */
function writesTo(logGroupName: string): Call[] {
  const logStreamName = 'forged';
  const logEvents = [
    { timestamp: Date.now(), message: '{"message":"the invocation was rescued"}' },
  ];
  return [
    call('CreateLogStream', { logGroupName, logStreamName }),
    call('PutLogEvents', { logGroupName, logStreamName, logEvents }),
  ];
}

export function foreignLogs(cloud: () => AttackCloud): void {
  it.each(['/aws/lambda/immortal-dev-secondary', '/aws/ecs/immortal-dev-runner'])(
    'a function can’t write to %s',
    async (group) => {
      const denied = expect.stringContaining('AccessDenied') as unknown;
      await expect(cloud().attack(...writesTo(group))).resolves.toEqual([denied, denied]);
    },
  );

  it('a function can write to its own log', async () => {
    const refused = await cloud().attack(...writesTo(`/aws/lambda/${ATTACKER}`));
    expect(refused).toEqual([undefined, undefined]);
  });
}
