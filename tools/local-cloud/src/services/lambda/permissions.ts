// What Lambda's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
import type { WireRequest } from '../storage';
import type { Stack } from '../../kernel/template';
import type { Need } from '../../kernel/authorization/decide';

const ACTIONS: Readonly<Record<string, string>> = {
  Invoke: 'InvokeFunction',
  GetLayerVersionByArn: 'GetLayerVersion',
};

export function lambdaNeeds(operation: string, request: WireRequest, stack: Stack): Need[] {
  const url = new URL(request.url, 'http://localhost');
  const action = `lambda:${ACTIONS[operation] ?? operation}`;
  if (operation === 'GetLayerVersionByArn') {
    return [{ action, resource: url.searchParams.get('Arn') ?? '' }];
  }
  // Lists know no resources.
  if (operation.startsWith('List')) return [{ action, resource: '*' }];
  const [, name = ''] = /\/functions\/([^/]+)/.exec(url.pathname) ?? [];
  return [{ action, resource: functionArn(decodeURIComponent(name), stack) }];
}

function functionArn(nameOrArn: string, { region, accountId }: Stack): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `arn:aws:lambda:${region}:${accountId}:function:${nameOrArn}`;
}
