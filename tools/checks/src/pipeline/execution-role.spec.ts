// What CloudFormation may do, against the kinds of resources that the kit and its generators bring.
import { KIT_ACTIONS, OTHER_ACTIONS } from '@immortal/shared';
import { statementsOfStage } from './bootstrap';
import { referenceOf } from './iam-reference';

const granted = new Set(statementsOfStage('ExecutionRole').flatMap(({ actions }) => actions));

describe('the role of CloudFormation', () => {
  it.each(Object.entries(KIT_ACTIONS))('has what CloudFormation calls for %s', (_, actions) => {
    expect(actions.filter((action) => !granted.has(action))).toEqual([]);
  });

  it('has nothing else', () => {
    const needed = new Set(Object.values(KIT_ACTIONS).flat());
    expect([...granted].filter((action) => !needed.has(action))).toEqual([]);
  });
});

describe('the actions for other kinds of resources', () => {
  it.each(Object.entries(OTHER_ACTIONS))('are actions that AWS has: %s', async (_, actions) => {
    const known = await Promise.all(actions.map(referenceOf));
    expect(actions.filter((_action, index) => known[index] === undefined)).toEqual([]);
  });
});
