// The bucket whose objects invoke a function: its file, its line in serverless.yml, and the permission to read it.
import { type Path, type YamlFile } from '../yaml-file/yaml-file';
import { pascalCase } from './names';

/** Relative to the service's folder. */
const bucketFile = (name: string): string => `resources/${name}-bucket.yml`;

/** The item of `resources:` that includes the file. */
export const bucketLine = (name: string): string => `- \${file(${bucketFile(name)})}`;

export function bucketItem(yml: YamlFile, name: string): Path | undefined {
  const line = bucketLine(name);
  return yml.items(['resources']).find(({ value }) => `- ${String(value)}` === line)?.path;
}

export const readStatementId = (name: string): string => `Read${pascalCase(name)}Bucket`;

/** The permission that the handler gets. */
export function readStatementLines(name: string): string[] {
  return [
    `- Sid: ${readStatementId(name)}`,
    '  Effect: Allow',
    '  Action: s3:GetObject',
    '  # Not !GetAtt: the bucket refers to the function, and the function, through its role, to these permissions.',
    `  Resource: !Sub arn:\${AWS::Partition}:s3:::\${self:service}-\${sls:stage}-${name}-\${AWS::AccountId}-\${AWS::Region}/*`,
  ];
}
