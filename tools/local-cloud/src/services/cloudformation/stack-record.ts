// A stack as CloudFormation knows it: its status, what it was made from, and everything that has happened to it.
import { randomUUID } from 'node:crypto';
import type { Output, Stack } from '../../kernel/template';
import type { ChangeSet } from './change-set';
import type { StackEvent, Subject } from './stack-event';
import type { StackRequest } from './stack-request';

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];
const STACK_TYPE = 'AWS::CloudFormation::Stack';

export class StackRecord {
  readonly createdAt = new Date();
  updatedAt: Date | undefined;
  deletedAt: Date | undefined;
  /** As it was last deployed; undefined as long as it never was. */
  deployed: { readonly request: StackRequest; readonly stack: Stack } | undefined;
  readonly changeSets = new Map<string, ChangeSet>();
  /** The newest first, as CloudFormation returns them. */
  readonly events: StackEvent[] = [];
  private readonly states = new Map<string, StackEvent>();
  private state: StackEvent | undefined;

  /** @param onEvent called with everything that happens to it */
  constructor(
    readonly name: string,
    readonly id: string,
    private readonly onEvent: (event: StackEvent, ofStack: boolean) => void,
  ) {}

  /** Of the stack as a whole. */
  get status(): string {
    return this.state?.status ?? '';
  }

  get statusReason(): string | undefined {
    return this.state?.reason;
  }

  /** Whether something is done to it at the moment. */
  get isBusy(): boolean {
    return this.status.endsWith('_IN_PROGRESS') && this.status !== 'REVIEW_IN_PROGRESS';
  }

  /** The last event of each resource that belongs to it, in the order in which they came. */
  get resources(): readonly StackEvent[] {
    return [...this.states.values()].filter(({ status }) => !GONE.includes(status));
  }

  get outputs(): ReadonlyMap<string, Output> {
    return this.deployed?.stack.outputs ?? new Map<string, Output>();
  }

  /** Makes it one that exists from the start, without telling. */
  adopt(request: StackRequest, stack: Stack): void {
    this.deployed = { request, stack };
    const status = 'CREATE_COMPLETE';
    for (const { logicalId, ref, type } of stack.resources.values()) {
      this.states.set(logicalId, this.note({ logicalId, ref, type, status, reason: undefined }));
    }
    this.state = this.note({ ...this.subject, status, reason: undefined });
  }

  /** Those that were made for what it was, and not executed. */
  dropChangeSets(): void {
    for (const { name, isExecuted } of this.changeSets.values())
      if (!isExecuted) this.changeSets.delete(name);
  }

  /** Of the stack as a whole. */
  enter(status: string, reason?: string): void {
    this.state = this.note({ ...this.subject, status, reason });
    if (status === 'UPDATE_IN_PROGRESS') this.updatedAt = this.state.at;
    if (status === 'DELETE_COMPLETE') this.deletedAt = this.state.at;
    this.onEvent(this.state, true);
  }

  tell({ logicalId, ref, type }: Subject, status: string, reason?: string): void {
    const event = this.note({ logicalId, ref, type, status, reason });
    this.states.set(logicalId, event);
    this.onEvent(event, false);
  }

  private get subject(): Subject {
    return { logicalId: this.name, ref: this.id, type: STACK_TYPE };
  }

  private note(what: Omit<StackEvent, 'id' | 'at'>): StackEvent {
    const event = { id: randomUUID(), at: new Date(), ...what };
    this.events.unshift(event);
    return event;
  }
}
