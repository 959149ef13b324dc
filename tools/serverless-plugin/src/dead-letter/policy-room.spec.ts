import { type Template } from './framework';
import { grant } from './grant';
import { grantLogs } from './logs';
import { fitPolicies } from './policy-room';

const getAtt = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
/** Of all inline policies of a role. */
const ROOM = 10_240;

/** What a service of so many functions, which share one role, has in its template when everything is granted. */
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

/** The policies as IAM gets them. */
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
  it('leaves everything as it is where it fits, and says nothing', () => {
    const { policies, warnings } = fit(20);
    expect(policies.match(/lambda:SourceFunctionArn/g)).toHaveLength(20);
    expect(warnings).toEqual([]);
  });

  it('never lets through without a word what IAM would refuse, for any number of functions', () => {
    for (let count = 2; count <= 120; count += 1) {
      const { policies, warnings } = fit(count);
      const willFail = warnings.some((line) => line.includes('the deployment will fail'));
      expect([count, policies.length > ROOM && !willFail]).toEqual([count, false]);
    }
  });

  it('leaves out which function may send where when that would not fit, and says so in one line', () => {
    const { policies, warnings } = fit(35);
    expect(policies).not.toContain('SourceFunctionArn');
    expect(policies.match(/-failures"/g)).toHaveLength(35);
    expect(warnings).toEqual([
      'The role Shared has no room to say which function may send where: the code of each of its 35 functions can send to the failure queues and destinations of the others. Give some of them a role of their own.',
    ]);
  });

  it('says that the deployment will fail when even that does not fit', () => {
    expect(fit(120).warnings).toEqual([
      expect.stringMatching(
        /^The inline policies of the role Shared have some \d+ characters, and IAM takes 10240: the deployment will fail/,
      ),
    ]);
  });

  it.each([[undefined], [{ 'Fn::If': ['x', [], []] }]])(
    'leaves a role alone whose policies are %j',
    (Policies) => {
      const role = { Type: 'AWS::IAM::Role', Properties: { Policies } };
      const template: Template = { Resources: { Role: role } };
      const warn = jest.fn();
      fitPolicies(template, warn);
      expect(warn).not.toHaveBeenCalled();
    },
  );
});
