// Least privilege: removes one permission at a time. Something must fail without it, or the reason is listed here.
import { GeneratedTable, rowOf } from '../testbed/generated';
import { PRIMARY, readPackagedTemplate, SAMPLE } from '../testbed/service';
import { type Grant, grantsIn, nameOf, revoke } from './grants';
import { addLayer, firstLack } from './scenario';

/** Calls that the local cloud does not emulate, and the handlers' own permissions; by statement. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  AlarmsTell: 'Not exercised: CloudWatch publishes its alarms to the topic.',
  ReadInputAndWriteResults: 'Not exercised: the handlers need it for their own work.',
  WriteItsResult: 'Not exercised: the handler needs it for its own work.',
};

/** Whose events need the permissions of a role; of all other roles, the primary's. */
const FUNCTIONS: Readonly<Record<string, string>> = { HandlerRole: SAMPLE };

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
  it.each([PRIMARY, SAMPLE])('nothing fails when %s is rescued', async (functionName) => {
    await expect(firstLack(functionName, () => undefined)).resolves.toBeUndefined();
  });
});

describe('without one permission', () => {
  it.each(grants.map((grant) => [nameOf(grant), grant] as const))(
    'something fails: %s',
    async (_, grant) => {
      const lack =
        NOT_EXERCISED[grant.sid] ??
        (await firstLack(FUNCTIONS[grant.owner] ?? PRIMARY, (template) => {
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
