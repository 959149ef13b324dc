import { isTraceHeader } from '@immortal/shared';
import { traceHeaderOf } from './trace-header';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:orders';
const OTHER = `${ARN}-other`;
const lineageOf = (header: string) => /Lineage=(.*)$/.exec(header)?.[1];

describe('the tracing header of an invocation', () => {
  it.each([undefined, 'hello', ['Root=1']])('begins a trace for a call with %j', (given) => {
    const header = traceHeaderOf(ARN, given);
    expect(isTraceHeader(header)).toBe(true);
    expect(header).toMatch(
      /^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=0;Lineage=[\da-f]{8}:1$/,
    );
  });

  it('continues the trace of its call, and counts each function', () => {
    const first = traceHeaderOf(ARN, 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1');
    const second = traceHeaderOf(OTHER, first);
    const third = traceHeaderOf(ARN, second);
    expect(third).toMatch(/^Root=1-5759e988-bd862e3fe1be46a994272793;Parent=.*;Sampled=1;/);
    const [one, other] = [lineageOf(first)?.slice(0, 8), lineageOf(second)?.slice(-10, -2)];
    expect(lineageOf(second)).toBe(`${one}:1|${other}:1`);
    expect(lineageOf(third)).toBe(`${other}:1|${one}:2`);
  });
});
