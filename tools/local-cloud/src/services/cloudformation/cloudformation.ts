// CloudFormation as a whole, in front of the stack that is played.
import type { Ground } from '../../ground';
import type { PlayedStack } from '../../played-stack';
import type { WireRequest, WireResponse } from '../storage';
import type { Stack } from '../../kernel/template';
import { CloudFormationApi } from './cloudformation-api';
import { Deployments } from './deployments';
import { Stacks } from './stacks';

export class CloudFormation {
  private readonly stacks: Stacks;
  private readonly deployments: Deployments;
  private readonly api: CloudFormationApi;

  constructor(played: PlayedStack, ground: Ground) {
    const stacks = new Stacks(ground.region, ground.timeline);
    const deployments = new Deployments(played, ground);
    this.stacks = stacks;
    this.deployments = deployments;
    this.api = new CloudFormationApi({ stacks, deployments, ground });
  }

  /** @returns undefined for a request that is not for CloudFormation */
  handle(request: WireRequest): Promise<WireResponse | undefined> {
    return this.api.handle(request);
  }

  /** Takes over a stack that is played from the start. */
  adopt(template: unknown, stack: Stack): void {
    const text = JSON.stringify(template);
    const request = {
      template: { text, json: template },
      ...{ parameters: {}, capabilities: [], tags: [], roleArn: undefined },
    };
    this.stacks.add(stack.name).adopt(request, stack);
  }

  /** Resolves when nothing is done at the moment. */
  settled(): Promise<void> {
    return this.deployments.settled();
  }
}
