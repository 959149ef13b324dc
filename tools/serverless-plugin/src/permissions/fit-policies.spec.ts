import { type Template } from '../template';
import { grant } from './grant';
import { grantLogs } from './logs';
import { fitPolicies } from './fit-policies';

const getAtt = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
/** Characters of all inline policies of a role. */
const LIMIT = 10_240;

/** The template of a service whose functions share one role, with all permissions granted. */
function templateOf(count: number): Template {
  const template: Template = { Resources: { Shared: { Type: 'AWS::IAM::Role', Properties: {} } } };
  const ids = Array.from({ length: count }, (_, index) => `Function${index + 100}`);
  for (const id of ids) {
    const name = `immortal-dev-${id}`;
    const Properties = { FunctionName: name, Role: getAtt('Shared') };
    template.Resources[id] = { Type: 'AWS::Lambda::Function', Properties };
    const QueueName = `${name}-failures`;
    template.Resources[`${id}Queue`] = { Type: 'AWS::SQS::Queue', Properties: { QueueName } };
    const LogGroupName = `/aws/lambda/${name}`;
    template.Resources[`${id}Log`] = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName } };
  }
  for (const id of ids) {
    const target = { arn: getAtt(`${id}Queue`), action: 'sqs:SendMessage' };
    grant('Shared', target, template, 'dead-letters', id);
  }
  for (const id of ids) grantLogs(id, `${id}Log`, template);
  return template;
}

function fit(count: number) {
  const template = templateOf(count);
  const warnings: string[] = [];
  fitPolicies(template, (message) => warnings.push(message));
  return { policies: deployed(template), warnings };
}

/** The policies as IAM receives them. */
function deployed({ Resources }: Template): string {
  const text = JSON.stringify(Resources['Shared']?.Properties?.['Policies']);
  return text
    .replace(/\{"Fn::GetAtt":\["(\w+)Queue","Arn"\]\}/g, (_, id: string) =>
      JSON.stringify(`arn:aws:sqs:eu-west-1:123456789012:immortal-dev-${id}-failures`),
    )
    .replace(/\{"Fn::GetAtt":\["(\w+)Log","Arn"\]\}/g, (_, id: string) =>
      JSON.stringify(
        `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/immortal-dev-${id}:*`,
      ),
    )
    .replace(/\{"Fn::Sub":"arn[^"]+:([\w-]+)"\}/g, (_, name: string) =>
      JSON.stringify(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`),
    );
}

describe('fitPolicies', () => {
  it('changes nothing, and prints nothing, if the policies are within the limit', () => {
    const { policies, warnings } = fit(20);
    expect(policies.match(/lambda:SourceFunctionArn/g)).toHaveLength(20);
    expect(warnings).toEqual([]);
  });

  it('warns of all policies that IAM would refuse, for any number of functions', () => {
    for (let count = 2; count <= 120; count += 1) {
      const { policies, warnings } = fit(count);
      const willFail = warnings.some((line) => line.includes('the deployment will fail'));
      expect([count, policies.length > LIMIT && !willFail]).toEqual([count, false]);
    }
  });

  it('drops which function may send where if the policies are too long, with one warning', () => {
    const { policies, warnings } = fit(35);
    expect(policies).not.toContain('SourceFunctionArn');
    expect(policies.match(/-failures"/g)).toHaveLength(35);
    expect(warnings).toEqual([
      'The policies of the role Shared are too long to state which function may send where: the code of each of its 35 functions can send to the failure queues and destinations of the others. Give some of them another role.',
    ]);
  });

  it('warns that the deployment will fail if the policies are too long even so', () => {
    expect(fit(120).warnings).toEqual([
      expect.stringMatching(
        /^The inline policies of the role Shared have about \d+ characters, and IAM allows 10240: the deployment will fail/,
      ),
    ]);
  });

  it.each([[undefined], [{ 'Fn::If': ['x', [], []] }]])(
    'ignores a role whose policies are %j',
    (Policies) => {
      const role = { Type: 'AWS::IAM::Role', Properties: { Policies } };
      const template: Template = { Resources: { Role: role } };
      const warn = jest.fn();
      fitPolicies(template, warn);
      expect(warn).not.toHaveBeenCalled();
    },
  );
});
