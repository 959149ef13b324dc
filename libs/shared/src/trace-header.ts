// AWS's tracing header: besides a trace, it carries the lineage by which Lambda detects recursive loops.

/** As SQS has it among the system attributes of a message. */
export const TRACE_ATTRIBUTE = 'AWSTraceHeader';

/** Lambda's own have some 150 characters. */
const MAX_LENGTH = 1_024;
const MEMBERS = /^[A-Za-z]+=[^\s;]*(;[A-Za-z]+=[^\s;]*)*;?$/;

/**
 * Whether a text is a tracing header. Any sender of a message can set it, and runtimes get it as an HTTP header.
 *
 * @example
 * isTraceHeader('Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=a87bd80c:1') // true
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function isTraceHeader(text: string): boolean {
  return text.length <= MAX_LENGTH && /^[\x21-\x7e]+$/.test(text) && MEMBERS.test(text);
}
