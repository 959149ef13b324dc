// What the actions of CloudFormation have in common.
import type { Deployments } from './deployments';
import type { Input } from './input';
import type { CloudFormationContext } from './stack-host';
import type { Stacks } from './stacks';

export interface ActionDeps {
  readonly stacks: Stacks;
  readonly deployments: Deployments;
  readonly context: CloudFormationContext;
}

export type Action = (input: Input, deps: ActionDeps) => object | Promise<object>;
