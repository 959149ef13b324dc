// A statement of an identity-based policy, as the plugin writes it.
import { isDeepStrictEqual } from 'node:util';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  /** ARNs, as text or as intrinsic functions. */
  readonly Resource: readonly unknown[];
  readonly Condition?: Readonly<Record<string, object>>;
}

export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Version: '2012-10-17'; Statement: Statement[] };
}

export function inlinePolicy(PolicyName: string, Statement: Statement[]): InlinePolicy {
  return { PolicyName, PolicyDocument: { Version: '2012-10-17', Statement } };
}

/** An ARN of this account and region, which CloudFormation completes. */
export function arnHere(service: string, resource: string): { 'Fn::Sub': string } {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
  };
}

export const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** The values without repetitions, in the order of their first occurrence. */
export function unique<T>(values: readonly T[]): T[] {
  return values.filter(
    (value, index) => values.findIndex((other) => isDeepStrictEqual(other, value)) === index,
  );
}
