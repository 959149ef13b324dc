// What a hostile function of the service, who may write into a queue, or another user of the machine tries. Each case was
// an attack that worked; they share one local cloud, which enforces the policies of the stack.
import { AttackCloud } from './attack-cloud';
import { foreignEvents } from './cases/foreign-events';
import { foreignIds } from './cases/foreign-ids';
import { foreignLogs } from './cases/foreign-logs';
import { neighbours } from './cases/neighbours';

let cloud: AttackCloud;

beforeAll(async () => {
  cloud = await AttackCloud.open();
});

afterAll(async () => {
  await cloud.close();
});

describe('by the address of an event', () => {
  foreignEvents(() => cloud);
});

describe('by the request id of an event', () => {
  foreignIds(() => cloud);
});

describe('by the logs of others', () => {
  foreignLogs(() => cloud);
});

describe('by another user of the machine', () => {
  neighbours(() => cloud);
});
