// What makes the framework call AWS during packaging, so that it needs credentials and the network.
import { type Serverless } from '../framework';

/** Variables that the framework resolves by calling AWS: https://github.com/oss-serverless/osls/blob/4.x/docs/guides/variables.md */
const VARIABLE = /\$\{(?:aws:accountId|(?:ssm|cf|s3)(?:\([^)]*\))?:)[^}]*\}/;

/** A zip in S3 is downloaded. */
const IN_S3 = /^s3:\/\/|^(?:https?:\/\/)?(?:[^/]+\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com\//i;

/** @returns each value with its place: `functions.orders.environment.KEY (${ssm:/key})` */
export function awsCallsOf({ configurationInput, service }: Serverless): string[] {
  const { params, ...rest } = configurationInput;
  return [
    ...variablesIn(rest, []),
    ...paramsOf(params, service.provider.stage).flatMap(([stage, value]) =>
      variablesIn(value, ['params', stage]),
    ),
    ...artifactsIn(rest),
  ];
}

/** Only the parameters of the current stage are resolved. */
function paramsOf(params: unknown, stage: string | undefined): [string, unknown][] {
  return Object.entries(params ?? {}).filter(([key]) => key === 'default' || key === stage);
}

function variablesIn(value: unknown, place: readonly string[]): string[] {
  if (typeof value === 'string') {
    const [variable] = VARIABLE.exec(value) ?? [];
    return variable === undefined ? [] : [`${place.join('.')} (${variable})`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => variablesIn(one, [...place, key]));
}

function artifactsIn({ functions }: Readonly<Record<string, unknown>>): string[] {
  const parts = Array.isArray(functions) ? functions : [functions];
  return parts.flatMap((part) =>
    Object.entries((part ?? {}) as Record<string, { package?: { artifact?: unknown } } | null>)
      .map(([key, config]) => [key, config?.package?.artifact] as const)
      .filter(([, artifact]) => typeof artifact === 'string' && IN_S3.test(artifact))
      .map(([key, artifact]) => `functions.${key}.package.artifact (${String(artifact)})`),
  );
}
