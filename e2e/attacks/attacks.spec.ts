// Attacks by a hostile function of the service, by a sender with access to a queue, and by another user of the machine.
// Each of them worked once. They share one local cloud, which enforces the stack's policies.
import { AttackCloud } from './attack-cloud';
import { foreignEvents } from './cases/foreign-events';
import { foreignIds } from './cases/foreign-ids';
import { foreignLogs } from './cases/foreign-logs';
import { neighbors } from './cases/neighbors';

let cloud: AttackCloud;

beforeAll(async () => {
  cloud = await AttackCloud.open();
});

afterAll(async () => {
  await cloud.close();
});

describe('attacks with the address of an event', () => {
  foreignEvents(() => cloud);
});

describe('attacks with the request id of an event', () => {
  foreignIds(() => cloud);
});

describe('attacks on the logs of others', () => {
  foreignLogs(() => cloud);
});

describe('attacks by another user of the machine', () => {
  neighbors(() => cloud);
});
