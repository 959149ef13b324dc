// The KMS keys that encrypt a function's variables and code, as the resources of a permission to use them.
import { referencedBy, type Template } from '../../template';
import { type Statement, unique } from './statement';

/**
 * The permission to decrypt through Lambda what GetFunction returns. With a customer managed key, only callers who may use
 * the key see variables and code.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 * https://docs.aws.amazon.com/lambda/latest/dg/encrypt-zip-package.html
 *
 * @param functions their properties in the compiled template
 * @param roleId the role that receives the permission
 * @returns undefined if none has a key
 */
export function decryptWithKeys(
  functions: readonly Readonly<Record<string, unknown>>[],
  roleId: string | undefined,
  template: Template,
): Statement | undefined {
  const keys = functions.flatMap(({ KmsKeyArn, Code }) => [
    KmsKeyArn,
    (Code as { SourceKMSKeyArn?: unknown } | undefined)?.SourceKMSKeyArn,
  ]);
  const Resource = unique(keys.filter((key) => key !== undefined)).filter(
    (key) => !trusts(key, roleId, template),
  );
  if (Resource.length === 0) return undefined;
  return {
    Sid: 'DecryptTheFunction',
    Effect: 'Allow',
    Action: 'kms:Decrypt',
    Resource,
    Condition: {
      // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
      StringEquals: { 'kms:ViaService': { 'Fn::Sub': 'lambda.${AWS::Region}.amazonaws.com' } },
    },
  };
}

/** Whether the key's own policy names the role: then the role must not refer to the key, which would be circular. */
function trusts(key: unknown, roleId: string | undefined, { Resources }: Template): boolean {
  const properties = Resources[referencedBy(key) ?? '']?.Properties;
  return roleId !== undefined && refersTo(properties, roleId);
}

function refersTo(value: unknown, logicalId: string): boolean {
  if (typeof value === 'string') return value.includes(`\${${logicalId}.`);
  if (typeof value !== 'object' || value === null) return false;
  if (referencedBy(value) === logicalId) return true;
  return Object.values(value).some((part) => refersTo(part, logicalId));
}
