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

  it('denies what a Deny covers, even if another statement allows it', () => {
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
  ])('applies %s with %s to the call’s context %j', (operator, wanted, context, allowed) => {
    const conditional = statement({ condition: { [operator]: { k: [wanted] } } });
    expect(isAllowed([conditional], { ...call, context })).toBe(allowed);
  });

  it('refuses an operator that it does not support', () => {
    const conditional = statement({ condition: { NumericLessThan: { k: ['1'] } } });
    expect(() => isAllowed([conditional], { ...call, context: { k: '0' } })).toThrow(
      'The operator NumericLessThan is not supported: add it.',
    );
  });
});
