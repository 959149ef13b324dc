// The account's stack: at most one at a time, and those that are gone, which can be asked for by their id.
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { Timeline } from '../../timeline';
import { pseudoParameters } from '../../kernel/template/parameters';
import type { StackEvent } from './stack-event';
import { StackRecord } from './stack-record';
import { validationError } from './validation-error';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

export class Stacks {
  private current: StackRecord | undefined;
  private readonly gone = new Map<string, StackRecord>();

  constructor(
    private readonly region: string,
    private readonly timeline: Pick<Timeline, 'add'>,
  ) {}

  /** The one that is there. */
  get all(): readonly StackRecord[] {
    return this.current ? [this.current] : [];
  }

  find(nameOrId: string): StackRecord | undefined {
    const { current } = this;
    const isMeant = current?.name === nameOrId || current?.id === nameOrId;
    return isMeant ? current : this.gone.get(nameOrId);
  }

  /** @throws {ApiError} ValidationError for a name that no stack can have, LimitExceededException if there is another stack */
  add(name: string): StackRecord {
    if (!NAME.test(name)) {
      throw validationError(
        `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    if (this.current) {
      throw new ApiError(
        'LimitExceededException',
        `The local cloud runs one stack at a time, and ${this.current.name} exists: delete it before you create ${name}`,
      );
    }
    const location = { region: this.region, accountId: LOCAL_ACCOUNT_ID, stackName: name };
    const id = String(pseudoParameters(location).get('AWS::StackId'));
    const record: StackRecord = new StackRecord(name, id, (event, ofStack) => {
      this.hear(record, event, ofStack);
    });
    this.current = record;
    return record;
  }

  private hear(record: StackRecord, event: StackEvent, ofStack: boolean): void {
    const { logicalId, type, status, reason } = event;
    if (ofStack && status === 'DELETE_COMPLETE') {
      this.gone.set(record.id, record);
      this.current = undefined;
    }
    if (!ofStack && !status.endsWith('_FAILED')) return;
    const resource = ofStack ? {} : { resource: logicalId, resourceType: type };
    const why = reason === undefined ? {} : { reason };
    this.timeline.add({ type: 'stack', stack: record.name, ...resource, status, ...why });
  }
}
