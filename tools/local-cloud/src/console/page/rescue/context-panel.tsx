// The context of a step: the Lambda context of an attempt, or the variables and description of a task.
import { nameOf, type Rescue } from '../../../timeline';
import type { FunctionInfo } from '../../api';
import { JsonView } from '../json/json-view';
import { Fetched } from '../parts/fetched';
import type { Span } from './spans';

interface Props {
  readonly rescue: Rescue;
  readonly span: Span;
  /** Undefined if the stack does not have the function. */
  readonly fn: FunctionInfo | undefined;
}

export function ContextPanel({ rescue, span, fn }: Props) {
  const { taskArn, outcome } = span;
  if (taskArn !== undefined) {
    // Fetched again when the task has ended.
    return (
      <Fetched key={`${taskArn} ${outcome}`} path={`tasks/${nameOf(taskArn)}`}>
        {(text) => <TaskContext task={JSON.parse(text) as TaskJson} text={text} />}
      </Fetched>
    );
  }
  if (!fn) return <p class="empty">The stack does not have this function.</p>;
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

/** The parts of a DescribeTasks response that are shown. */
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
