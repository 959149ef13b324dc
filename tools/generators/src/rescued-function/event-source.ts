// What invokes a function asynchronously on AWS, and its lines in serverless.yml.
import { GeneratorError } from '../errors';

export const EVENT_SOURCES = ['none', 's3', 'schedule', 'sns', 'eventbridge'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/** @throws {GeneratorError} for any other text */
export function eventSource(text: string): EventSource {
  const found = EVENT_SOURCES.find((source) => source === text);
  if (found !== undefined) return found;
  throw new GeneratorError(
    `--event-source is ${JSON.stringify(text)}. Use one of ${EVENT_SOURCES.join(', ')}.`,
  );
}

/** The items under `events:` of the function; none for `s3`, whose bucket refers to the function in another file. */
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

/** @param events the value of `events:` */
export function eventSourceOf(events: unknown, hasBucket: boolean): EventSource {
  if (hasBucket) return 's3';
  const [first] = Array.isArray(events) ? (events as unknown[]) : [];
  const [kind] = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  return EVENT_SOURCES.find((source) => source === kind?.toLowerCase()) ?? 'none';
}
