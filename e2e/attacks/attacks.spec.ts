// What a hostile function of the service, or who may write into a queue, tries against the events of others. Each case was
// an attack that worked; they share one local cloud, which enforces the policies of the stack.
import { AttackCloud } from './attack-cloud';
import { foreignEvents } from './cases/foreign-events';
import { foreignIds } from './cases/foreign-ids';
import { foreignLogs } from './cases/foreign-logs';

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
