// Compares CloudFormation's permissions with the types of resources of the kit and its generators.
import { KIT_ACTIONS, OTHER_ACTIONS } from '@immortal/shared';
import { statementsOfStage } from './bootstrap';
import { referenceOf } from './iam-reference';

const granted = new Set(statementsOfStage('ExecutionRole').flatMap(({ actions }) => actions));

describe('the ExecutionRole', () => {
  it.each(Object.entries(KIT_ACTIONS))('allows what CloudFormation calls for %s', (_, actions) => {
    expect(actions.filter((action) => !granted.has(action))).toEqual([]);
  });

  it('allows nothing else', () => {
    const needed = new Set(Object.values(KIT_ACTIONS).flat());
    expect([...granted].filter((action) => !needed.has(action))).toEqual([]);
  });
});

describe('the actions for other types of resources', () => {
  it.each(Object.entries(OTHER_ACTIONS))('exist on AWS: %s', async (_, actions) => {
    const known = await Promise.all(actions.map(referenceOf));
    expect(actions.filter((_action, index) => known[index] === undefined)).toEqual([]);
  });
});
