// CloudFormation's state: the account's stacks, and what is being done to them.
import type { Stack } from '../../kernel/template';
import type { ActionDeps } from './action';
import { Deployments } from './deployments';
import type { CloudFormationContext, StackHost } from './stack-host';
import { Stacks } from './stacks';

export class CloudFormation implements ActionDeps {
  readonly stacks: Stacks;
  readonly deployments: Deployments;

  constructor(
    host: StackHost,
    readonly context: CloudFormationContext,
  ) {
    this.stacks = new Stacks(context.region, context.timeline);
    this.deployments = new Deployments(host, context);
  }

  /** Takes over a stack that runs from the start. */
  adopt(template: unknown, stack: Stack): void {
    const request = {
      template: { text: JSON.stringify(template), json: template },
      parameters: {},
      capabilities: [],
      tags: [],
      roleArn: undefined,
    };
    this.stacks.add(stack.name).adopt(request, stack);
  }

  /** Resolves when nothing is being done to a stack. */
  settled(): Promise<void> {
    return this.deployments.settled();
  }
}
