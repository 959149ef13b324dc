// Least privilege, by taking away one right at a time: each has to be missed somewhere, or has its reason here.
import { GeneratedTable, rowOf } from '../testbed/generated';
import { readPackagedTemplate } from '../testbed/service';
import { type Right, rightsIn, nameOf, takeAway } from './rights';
import { addLayer, firstLack } from './scenario';

/** What the local cloud does not play, or what belongs to the handlers alone; by owner. */
const NOT_PLAYED: Readonly<Record<string, string>> = {
  AlarmTopicPolicy: 'Not played: CloudWatch tells the topic of its alarms.',
  HandlerPermissions: 'Not played: what the handlers need for their own work.',
};

const TABLE = new GeneratedTable('permissions.md', 'npm run test:permissions -- --update', [
  ...['role or policy', 'statement', 'action', 'without it'],
]);

const template = readPackagedTemplate();
addLayer(template);
const rights = rightsIn(template);
const rows: string[] = [];

function note({ owner, sid, action }: Right, without: string): void {
  rows.push(rowOf([owner, sid, `\`${action}\``, without]));
}

describe('with all rights', () => {
  it('nothing is missing', async () => {
    await expect(firstLack(() => undefined)).resolves.toBeUndefined();
  });
});

describe('without one right', () => {
  it.each(rights.map((right) => [nameOf(right), right] as const))(
    'something is missing: %s',
    async (_, right) => {
      const lack =
        NOT_PLAYED[right.owner] ??
        (await firstLack((template) => {
          takeAway(right, template);
        }));
      note(right, lack ?? '');
      expect(lack).toBeDefined();
    },
  );

  it('what is missing is as docs/permissions.md says', () => {
    console.log(rows.join('\n'));
    if (process.env['UPDATE_DOCS'] === 'true') TABLE.write(rows);
    expect(rows).toEqual(TABLE.read());
  });
});
