// The bucket whose objects invoke a function: a file under resources, its line in serverless.yml, and the right to read it.
import { type Path, type ServerlessYml } from '../serverless-yml/serverless-yml';
import { pascalCase } from './names';

/** From the service's folder. */
const bucketFile = (name: string): string => `resources/${name}-bucket.yml`;

/** The item of `resources:` that takes the file in. */
export const bucketLine = (name: string): string => `- \${file(${bucketFile(name)})}`;

export function bucketItem(yml: ServerlessYml, name: string): Path | undefined {
  const line = bucketLine(name);
  return yml.items(['resources']).find(({ value }) => `- ${String(value)}` === line)?.path;
}

export const readStatementId = (name: string): string => `Read${pascalCase(name)}Bucket`;

/** What the handler may do with it. */
export function readStatementLines(name: string): string[] {
  return [
    `- Sid: ${readStatementId(name)}`,
    '  Effect: Allow',
    '  Action: s3:GetObject',
    '  # Written out: the bucket refers to the function, and that, by its role, to these rights.',
    `  Resource: !Sub arn:\${AWS::Partition}:s3:::\${self:service}-\${sls:stage}-${name}-\${AWS::AccountId}-\${AWS::Region}/*`,
  ];
}
