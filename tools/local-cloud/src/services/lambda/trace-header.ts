// The tracing header of an invocation, whose lineage counts how often each function ran because of another one.
// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
import { createHash, randomBytes } from 'node:crypto';
import { isTraceHeader } from '@immortal/shared';

/**
 * Continues the trace and the lineage of the call that invokes a function, or begins new ones. Lambda would stop a function
 * that is in its lineage too often; here it goes on.
 *
 * @param given header of the call
 */
export function traceHeaderOf(functionArn: string, given: unknown): string {
  const known = membersOf(typeof given === 'string' && isTraceHeader(given) ? given : '');
  const root = known.get('Root') ?? newRoot();
  const sampled = known.get('Sampled') ?? '0';
  const lineage = counted(functionArn, known.get('Lineage') ?? '');
  const parent = randomBytes(8).toString('hex');
  return `Root=${root};Parent=${parent};Sampled=${sampled};Lineage=${lineage}`;
}

function membersOf(header: string): Map<string, string> {
  const members = header.split(';').map((member) => member.split('=', 2));
  return new Map(members.map(([name = '', value = '']) => [name, value]));
}

function newRoot(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString('hex')}`;
}

/** `a87bd80c:1|68fd508a:5` with the function counted once more. */
function counted(functionArn: string, lineage: string): string {
  const own = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
  const entries = lineage.split('|').filter((entry) => entry !== '');
  const before = entries.find((entry) => entry.startsWith(`${own}:`));
  const count = Number(before?.slice(own.length + 1) ?? 0) + 1;
  return [...entries.filter((entry) => entry !== before), `${own}:${count}`].join('|');
}
