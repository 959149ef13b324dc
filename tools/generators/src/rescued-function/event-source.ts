// What invokes a function on AWS, asynchronously, as it stands in serverless.yml.
import { GeneratorError } from '../errors';

export const EVENT_SOURCES = ['none', 's3', 'schedule', 'sns', 'eventbridge'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/** @throws {GeneratorError} if it is none */
export function eventSource(text: string): EventSource {
  const found = EVENT_SOURCES.find((source) => source === text);
  if (found !== undefined) return found;
  throw new GeneratorError(
    `--event-source is ${JSON.stringify(text)}. Use one of ${EVENT_SOURCES.join(', ')}.`,
  );
}

/** What stands under `events:` of the function. The bucket of `s3` names the function itself, in a file of its own. */
export function eventLines(source: EventSource, name: string): string[] {
  switch (source) {
    case 'none':
    case 's3':
      return [];
    case 'schedule':
      return ['- schedule: rate(1 day)'];
    case 'sns':
      return [`- sns: \${self:service}-\${sls:stage}-${name}`];
    case 'eventbridge':
      return [
        '- eventBridge:',
        '    pattern:',
        "      source: ['${self:service}']",
        `      detail-type: [${name}]`,
      ];
  }
}

/** @param events what stands under `events:` */
export function eventSourceOf(events: unknown, hasBucket: boolean): EventSource {
  if (hasBucket) return 's3';
  const [first] = Array.isArray(events) ? (events as unknown[]) : [];
  const [kind] = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  return EVENT_SOURCES.find((source) => source === kind?.toLowerCase()) ?? 'none';
}
