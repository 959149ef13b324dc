// A local cloud in which the container of a function, and the secondary, make calls that their roles must not allow.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Answer, type Call, nameSdkFolder } from '../testbed/calls';
import {
  packageTestService,
  PRIMARY,
  SAMPLE,
  taskDefinitionOf,
  type Template,
} from '../testbed/service';
import { Testbed } from '../testbed/testbed';
import { changeZip } from '../testbed/zip-files';

export const SECONDARY = 'immortal-dev-secondary';
/** The family of a task definition that belongs to no rescued function; its role is the primary's. */
export const STRANGER = 'immortal-dev-stranger';

const CALLS = path.join(__dirname, '../testbed/handlers/calls.cjs');
const WRAPPER = path.join(__dirname, 'handlers/secondary.cjs');
const ANSWERS = 'ANSWERS ';

export class IsolatedService {
  private constructor(private readonly testbed: Testbed) {}

  static async open(): Promise<IsolatedService> {
    const folder = packageTestService((template) => {
      for (const name of [PRIMARY, SECONDARY]) nameSdkFolder(name, template);
      addStranger(template);
      giveForeignRole(template);
    });
    await wrapSecondary(folder);
    return new IsolatedService(await Testbed.open(folder));
  }

  async close(): Promise<void> {
    await this.testbed.close();
  }

  get clientOptions() {
    return this.testbed.clientOptions;
  }

  get origin(): string {
    return this.testbed.cloud.origin;
  }

  /** Has the container of the primary make calls. */
  async callFromTask(calls: readonly Call[]): Promise<Answer[]> {
    const lines: string[] = [];
    const stop = this.testbed.timeline.subscribe((entry) => {
      if (entry.type === 'log' && entry.source === 'task') lines.push(entry.line);
    });
    await this.testbed.run([{ calls }]);
    stop();
    const answers = lines.find((line) => line.startsWith(ANSWERS)) ?? `${ANSWERS}[]`;
    return JSON.parse(answers.slice(ANSWERS.length)) as Answer[];
  }

  /** Has the secondary make calls. */
  async callFromSecondary(calls: readonly Call[]): Promise<Answer[]> {
    const lambda = new LambdaClient(this.clientOptions);
    const command = { FunctionName: SECONDARY, Payload: JSON.stringify({ calls }) };
    const { Payload } = await lambda.send(new InvokeCommand(command));
    lambda.destroy();
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as Answer[];
  }
}

function addStranger(template: Template): void {
  const { Type, Properties } = taskDefinitionOf(PRIMARY, template);
  template.Resources['StrangerTaskDefinition'] = {
    Type,
    Properties: { ...Properties, Family: STRANGER },
  };
}

/** The role of the sample's task is one that the secondary must not pass: its own. */
function giveForeignRole(template: Template): void {
  const { Properties } = taskDefinitionOf(SAMPLE, template);
  Properties['TaskRoleArn'] = { 'Fn::GetAtt': ['SecondaryRole', 'Arn'] };
}

async function wrapSecondary(folder: string): Promise<void> {
  await changeZip(path.join(folder, 'secondary.zip'), (files) => {
    files.set('src/original.js', files.get('src/secondary.js') ?? Buffer.from(''));
    files.set('src/secondary.js', readFileSync(WRAPPER));
    files.set('src/calls.cjs', readFileSync(CALLS));
  });
}
