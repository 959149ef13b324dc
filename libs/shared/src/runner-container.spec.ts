import { runnerContainerOf } from './runner-container';

const runner = { name: 'runner', exitCode: 1 };
const agent = { name: 'aws-guardduty-agent', exitCode: 0 };

it("finds the runner's container by its name, wherever AWS puts its own", () => {
  expect(runnerContainerOf({ containers: [agent, runner] })).toBe(runner);
  expect(runnerContainerOf({ containers: [runner, agent] })).toBe(runner);
});

it('finds none if there is none', () => {
  expect(runnerContainerOf({ containers: [agent] })).toBeUndefined();
  expect(runnerContainerOf({})).toBeUndefined();
});
