// Least privilege: removes one permission at a time. Something must fail without it, or the reason is listed here.
import { GeneratedTable, rowOf } from '../testbed/generated';
import { readPackagedTemplate } from '../testbed/service';
import { type Grant, grantsIn, nameOf, revoke } from './grants';
import { addLayer, firstLack } from './scenario';

/** Calls that the local cloud does not emulate, and the handlers' own permissions; by owner. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  AlarmTopicPolicy: 'Not exercised: CloudWatch publishes its alarms to the topic.',
  HandlerPermissions: 'Not exercised: the handlers need it for their own work.',
};

const TABLE = new GeneratedTable('permissions.md', 'npm run test:permissions -- --update', [
  'role or policy',
  'statement',
  'action',
  'without it',
]);

const template = readPackagedTemplate();
addLayer(template);
const grants = grantsIn(template);
const rows: string[] = [];

function note({ owner, sid, action }: Grant, without: string): void {
  rows.push(rowOf([owner, sid, `\`${action}\``, without]));
}

describe('with all permissions', () => {
  it('nothing fails', async () => {
    await expect(firstLack(() => undefined)).resolves.toBeUndefined();
  });
});

describe('without one permission', () => {
  it.each(grants.map((grant) => [nameOf(grant), grant] as const))(
    'something fails: %s',
    async (_, grant) => {
      const lack =
        NOT_EXERCISED[grant.owner] ??
        (await firstLack((template) => {
          revoke(grant, template);
        }));
      note(grant, lack ?? '');
      expect(lack).toBeDefined();
    },
  );

  it('what fails is what docs/permissions.md says', () => {
    console.log(rows.join('\n'));
    if (process.env['UPDATE_DOCS'] === 'true') TABLE.write(rows);
    expect(rows).toEqual(TABLE.read());
  });
});
