// What a step knows beside its event: the context of an attempt, the settings and variables of a task.
import { nameOf, type Rescue } from '../../../timeline';
import type { FunctionInfo } from '../../api';
import { JsonView } from '../json/json-view';
import { Fetched } from '../parts/fetched';
import type { Span } from './spans';

interface Props {
  readonly rescue: Rescue;
  readonly span: Span;
  /** Undefined for a function that the stack does not have. */
  readonly fn: FunctionInfo | undefined;
}

export function ContextPanel({ rescue, span, fn }: Props) {
  const { taskArn, outcome } = span;
  if (taskArn !== undefined) {
    // Anew when it has ended.
    return (
      <Fetched key={`${taskArn} ${outcome}`} path={`tasks/${nameOf(taskArn)}`}>
        {(text) => <TaskContext task={JSON.parse(text) as TaskJson} text={text} />}
      </Fetched>
    );
  }
  if (!fn) return <p class="empty">The stack has no such function.</p>;
  return <JsonView text={JSON.stringify(lambdaContext(rescue, fn), null, 2)} what="the context" />;
}

/** As a handler of Node.js sees it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function lambdaContext({ requestId }: Rescue, fn: FunctionInfo): object {
  return {
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: fn.arn,
    awsRequestId: requestId,
    memoryLimitInMB: String(fn.memoryMb),
    logGroupName: fn.logGroup,
    handler: fn.handler,
    runtime: fn.runtime,
    timeoutSeconds: fn.timeoutSeconds,
  };
}

/** What is read of DescribeTasks' answer. */
interface TaskJson {
  readonly overrides?: {
    readonly containerOverrides?: readonly {
      readonly environment?: readonly { readonly name: string; readonly value: string }[];
    }[];
  };
}

function TaskContext({ task, text }: { task: TaskJson; text: string }) {
  const variables =
    task.overrides?.containerOverrides?.flatMap((one) => one.environment ?? []) ?? [];
  return (
    <>
      {variables.map(({ name, value }) => (
        <div key={name} class="variable">
          <h4 class="mono">{name}</h4>
          <JsonView text={value} what={name} />
        </div>
      ))}
      <div class="variable">
        <h4>The task, as ECS describes it</h4>
        <JsonView text={text} what="the task" />
      </div>
    </>
  );
}
