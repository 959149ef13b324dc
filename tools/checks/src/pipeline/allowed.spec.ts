import { isAllowed } from './allowed';
import { type Statement } from './statements';

function statement(part: Partial<Statement>): Statement {
  const all = { actions: ['sqs:*'], resources: ['*'], otherThan: [], condition: {} };
  return { sid: 'a', effect: 'Allow', ...all, ...part };
}

const call = { action: 'sqs:SendMessage', resource: 'arn:queue' };

describe('isAllowed', () => {
  it('denies what no statement allows', () => {
    expect(isAllowed([], call)).toBe(false);
    expect(isAllowed([statement({ actions: ['s3:*'] })], call)).toBe(false);
    expect(isAllowed([statement({ resources: ['arn:other'] })], call)).toBe(false);
  });

  it('lets a Deny win', () => {
    expect(isAllowed([statement({})], call)).toBe(true);
    expect(isAllowed([statement({}), statement({ effect: 'Deny' })], call)).toBe(false);
  });

  it('reads NotResource as all other resources', () => {
    expect(isAllowed([statement({ resources: [], otherThan: ['arn:que*'] })], call)).toBe(false);
    expect(isAllowed([statement({ resources: [], otherThan: ['arn:other'] })], call)).toBe(true);
  });

  it.each([
    ['StringEquals', 'a', { k: 'a' }, true],
    ['StringEquals', 'a*', { k: 'ab' }, false],
    ['StringEquals', 'a', {}, false],
    ['StringLike', 'a*', { k: 'ab' }, true],
    ['StringLikeIfExists', 'a*', {}, true],
    ['StringLikeIfExists', 'a*', { k: 'b' }, false],
    ['ArnLike', 'arn:?', { k: 'arn:b' }, true],
    ['Null', 'true', {}, true],
    ['Null', 'true', { k: 'a' }, false],
  ])('compares by %s with %s what the call has: %j', (operator, wanted, context, allowed) => {
    const conditional = statement({ condition: { [operator]: { k: [wanted] } } });
    expect(isAllowed([conditional], { ...call, context: context })).toBe(allowed);
  });

  it('refuses an operator that it does not know', () => {
    const conditional = statement({ condition: { NumericLessThan: { k: ['1'] } } });
    expect(() => isAllowed([conditional], { ...call, context: { k: '0' } })).toThrow(
      'The operator NumericLessThan is not known here: add it.',
    );
  });
});
