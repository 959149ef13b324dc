// Gives functions of a packaged service layers.
import { fetchLayers } from '@immortal/serverless-plugin/layers';
import { functionProperties, type Template } from './service';

/**
 * Sets the layers of a rescued function, and adds the permission that packaging adds for them.
 *
 * @param layers as in the function's `Layers`
 * @throws {Error} if packaging gave the function's role no permissions for the runner
 */
export function giveLayers(
  functionName: string,
  layers: readonly unknown[],
  template: Template,
): void {
  const properties = functionProperties(functionName, template);
  properties['Layers'] = layers;
  runnerStatementsOf(properties, template).push(fetchLayers([properties], template));
}

/** The statements that packaging adds to a function's role for the runner. */
function runnerStatementsOf(
  { Role }: Readonly<Record<string, unknown>>,
  { Resources }: Template,
): unknown[] {
  const [roleId = ''] = (Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
  const policies = Resources[roleId]?.Properties['Policies'] as readonly {
    PolicyName: unknown;
    PolicyDocument: { Statement: unknown[] };
  }[];
  const runner = policies.find(({ PolicyName }) => PolicyName === 'runner');
  if (!runner) throw new Error(`the role ${roleId} has no policy "runner"`);
  return runner.PolicyDocument.Statement;
}
