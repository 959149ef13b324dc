// Refuses functions with roles that packaging can't prepare, with the statements to add by hand.
import { type Template } from '../../template';
import { PluginError } from '../../errors';
import { type RescuedFunction } from '../rescued-function';
import { runnerStatements } from './runner-permissions';
import { TRUST } from './trust';

/** Functions with the same role, and why packaging can't prepare it. */
export interface Unprepared {
  readonly functions: readonly RescuedFunction[];
  /** Completes the sentence `functions.orders has the role …`. */
  readonly role: string;
}

/** @throws {PluginError} with one line for each role, if there is any */
export function refuseUnprepared(unprepared: readonly Unprepared[], template: Template): void {
  if (unprepared.length === 0) return;
  throw new PluginError(unprepared.map((one) => lineFor(one, template)).join('\n'));
}

function lineFor({ functions, role }: Unprepared, template: Template): string {
  const who = functions.map(({ key }) => `functions.${key}`).join(', ');
  const statements = runnerStatements(functions, undefined, template);
  return (
    `${who} ${functions.length === 1 ? 'has' : 'have'} the role ${role}, so packaging can't prepare it for containers. ` +
    `Add to its trust policy ${readable(TRUST, template)} and to its permissions ${readable(statements, template)}, ` +
    'with your values for ${AWS::…}; then write rescue: { role: prepared }. Or use a role of this stack.'
  );
}

/** JSON for a role that is not in CloudFormation's hands: intrinsic functions as the text that they complete. */
export function readable(value: unknown, template: Template): string {
  const bucket = bucketArn(template);
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Object.keys(part).length !== 1) return part;
    const { Ref, 'Fn::Sub': text } = part as { Ref?: unknown; 'Fn::Sub'?: unknown };
    if (typeof text === 'string') return text.replace('${HandOverBucket.Arn}', bucket);
    return typeof Ref === 'string' && Ref.startsWith('AWS::') ? `\${${Ref}}` : part;
  });
}

function bucketArn({ Resources }: Template): string {
  const name = Resources['HandOverBucket']?.Properties?.['BucketName'];
  const { 'Fn::Sub': text = name } = Object(name) as { 'Fn::Sub'?: unknown };
  return typeof text === 'string' ? `arn:\${AWS::Partition}:s3:::${text}` : '${HandOverBucket.Arn}';
}
