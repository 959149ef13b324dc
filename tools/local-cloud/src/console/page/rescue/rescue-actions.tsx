// The actions for the open rescue.
import { nameOf, type Rescue } from '../../../timeline';
import { usePage } from '../context';
import { ActionButton } from '../parts/action-button';
import { CopyButton } from '../parts/copy-button';
import { getText, post, rescuePath } from '../api-client';
import { readDraft, writeDraft } from '../settings';

export function RescueActions({ rescue }: { rescue: Rescue }) {
  const { store, go } = usePage();
  const { state, taskArn, parked } = rescue;
  const taskId = taskArn === undefined ? undefined : nameOf(taskArn);
  // The list of tasks is updated once per second, so it can lag behind.
  const isListed = store.status?.tasks.some(({ id }) => id === taskId) ?? false;
  const isRunning = state === 'running' || (state === 'launching' && isListed);
  const edit = async () => {
    const event = await getText(rescuePath(rescue, 'event'));
    const { times = '1' } = readDraft() ?? {};
    writeDraft({ function: rescue.function, event, times });
    go({ view: 'send' });
  };
  return (
    <div class="actions">
      {taskId !== undefined && isRunning && (
        <ActionButton
          label="Stop the task"
          done="Stopping the task."
          act={() => post(`tasks/${taskId}/stop`)}
        />
      )}
      {state === 'parked' && parked && (
        <>
          <ActionButton
            label="Redrive"
            kind="primary"
            done="Sent back to its queue."
            act={() => post(`parked/${parked.messageId}/redrive`)}
          />
          <ActionButton
            label="Drop"
            confirm="Delete permanently"
            done="Dropped."
            act={() => post(`parked/${parked.messageId}/drop`)}
          />
        </>
      )}
      {store.open?.hasEvent === true && <ActionButton label="Send again …" act={edit} />}
      <CopyButton text={location.href} what="the link" label="Copy link" />
    </div>
  );
}
