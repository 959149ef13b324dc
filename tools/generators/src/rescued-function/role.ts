// What a rescued function may do: a role of its own, or a permission of the role that functions share.
import { ROLES_YML } from '../service-files';
import { type Path, type YamlFile } from '../yaml-file/yaml-file';
import { readStatementId, readStatementLines } from './input-bucket';
import { logGroupId, roleId } from './names';
import { existing, type NewPart } from './part';
import { type RescuedFunction } from './rescued-function';

/** The role of every function that names no other one. */
export const SHARED_ROLE = 'HandlerRole';

/** A role for one function alone: its part of the data bucket, its own bucket, its log. */
export function rolePart(fn: RescuedFunction): NewPart {
  const id = roleId(fn.name);
  return {
    file: ROLES_YML,
    what: `the role ${id}`,
    lines: roleLines(fn, id),
    separated: true,
    find: (yml) => (yml.keys(['Resources']).includes(id) ? ['Resources', id] : undefined),
    place: (yml) => {
      const last = yml.keys(['Resources']).at(-1);
      return { path: ['Resources', existing(last, 'Resources', yml)], side: 'after' };
    },
  };
}

function roleLines({ name, eventSource, hasDataBucket }: RescuedFunction, id: string): string[] {
  const statements = [
    ...(hasDataBucket ? dataStatementLines(name) : []),
    ...(eventSource === 's3' ? readStatementLines(name) : []),
    ...logStatementLines(name),
  ];
  return [
    `${id}:`,
    '  Type: AWS::IAM::Role',
    '  Properties:',
    '    PermissionsBoundary: ${self:custom.permissionsBoundary}',
    '    AssumeRolePolicyDocument:',
    "      Version: '2012-10-17'",
    '      Statement:',
    '        - Effect: Allow',
    '          Principal: { Service: lambda.amazonaws.com }',
    '          Action: sts:AssumeRole',
    '    Policies:',
    '      - PolicyName: permissions',
    '        PolicyDocument:',
    "          Version: '2012-10-17'",
    '          Statement:',
    ...statements.map((line) => `            ${line}`),
  ];
}

function dataStatementLines(name: string): string[] {
  return [
    '- Sid: ReadInputAndWriteResults',
    '  Effect: Allow',
    '  Action: [s3:GetObject, s3:PutObject]',
    `  Resource: !Sub '\${DataBucket.Arn}/${name}/*'`,
  ];
}

function logStatementLines(name: string): string[] {
  return [
    '- Sid: WriteItsLog',
    '  Effect: Allow',
    '  Action: [logs:CreateLogStream, logs:PutLogEvents]',
    `  Resource: !GetAtt ${logGroupId(name)}.Arn`,
  ];
}

/** The permission of the shared role to read the bucket whose objects invoke the function. */
export function readPermissionPart({ name }: RescuedFunction): NewPart {
  const sid = readStatementId(name);
  return {
    file: ROLES_YML,
    what: `the statement ${sid} of ${SHARED_ROLE}`,
    lines: readStatementLines(name),
    separated: false,
    find: (yml) => statementIn(yml, policiesOfSharedRole(yml), sid),
    place: (yml) => {
      const list = existing(policiesOfSharedRole(yml)[0], `${SHARED_ROLE} with a policy`, yml);
      const last = yml.items(list).at(-1)?.path;
      return { path: existing(last, `statement in ${SHARED_ROLE}`, yml), side: 'after' };
    },
  };
}

/** @param lists the statements of each policy */
export function statementIn(yml: YamlFile, lists: readonly Path[], sid: string): Path | undefined {
  return lists
    .flatMap((list) => yml.items(list))
    .find(({ value }) => (value as { Sid?: unknown } | null)?.Sid === sid)?.path;
}

function policiesOfSharedRole(yml: YamlFile): Path[] {
  return yml
    .items(['Resources', SHARED_ROLE, 'Properties', 'Policies'])
    .map(({ path }) => [...path, 'PolicyDocument', 'Statement']);
}
