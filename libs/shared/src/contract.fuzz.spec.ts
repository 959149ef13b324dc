import fc from 'fast-check';
import {
  CONTRACT_VARIABLES,
  decodeContract,
  encodeContract,
  fromEnvironment,
  type RescueContract,
} from './contract';
import { ContractError } from './errors';
import { anyJson, damaged, fuzz, FUZZ_TIMEOUT_MS } from './testing/fuzz';

const json = (arbitrary: fc.Arbitrary<unknown>) => arbitrary.map((value) => JSON.stringify(value));
/** Members as texts, so that a client context can be nested deeper than JSON.stringify goes. */
const context = fc
  .record(
    {
      functionName: json(fc.oneof(fc.constantFrom('orders', 'ordersDlq', 'Dlq'), fc.string())),
      awsRequestId: json(fc.string({ minLength: 1 })),
      memoryLimitInMB: json(fc.oneof(fc.nat(), fc.string())),
      clientContext: anyJson(),
    },
    { requiredKeys: ['functionName', 'awsRequestId'] },
  )
  .map((all) => {
    const members = Object.entries(all).map(([name, value]) => `"${name}":${value}`);
    return `{${members.join(',')}}`;
  });
const text = fc.oneof(fc.string(), anyJson(), damaged(context), context);
const any = fc.dictionary(
  fc.constantFrom(...Object.values(CONTRACT_VARIABLES)),
  fc.oneof(text, fc.constantFrom('s3://bucket/key', 'eu-west-1', '')),
);
const likely = fc.record(
  {
    [CONTRACT_VARIABLES.event]: anyJson(),
    [CONTRACT_VARIABLES.context]: context,
    [CONTRACT_VARIABLES.region]: fc.constant('eu-west-1'),
    [CONTRACT_VARIABLES.handlerPath]: fc.string({ minLength: 1 }),
  },
  {
    requiredKeys: [CONTRACT_VARIABLES.event, CONTRACT_VARIABLES.context, CONTRACT_VARIABLES.region],
  },
);
const environment: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 1, arbitrary: any },
  { weight: 3, arbitrary: likely },
);

/** @returns undefined if the contract is refused, as it may be */
function decode(variables: Record<string, string>): RescueContract | undefined {
  try {
    return decodeContract(fromEnvironment(variables));
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    expect((error as Error).message).not.toContain('\n');
    return undefined;
  }
}

it(
  'reads a contract that it can write again, or refuses it in one line, whatever the variables hold',
  () =>
    fuzz('the contract', environment, (variables) => {
      const contract = decode(variables);
      if (contract === undefined) return;
      const again = encodeContract(contract);
      expect(decode({ ...again, [CONTRACT_VARIABLES.region]: contract.region })).toEqual(contract);
    }),
  FUZZ_TIMEOUT_MS,
);
