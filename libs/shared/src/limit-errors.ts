// How Lambda and its runtimes report that a function exceeded a limit: its timeout, its memory, or its process.

/** One kind of such a failure. `…` matches any text. */
export interface LimitError {
  readonly what: string;
  /** Values of `errorType`, which only the record of an `onFailure` destination has. */
  readonly types: readonly string[];
  /** Whole messages. */
  readonly messages: readonly string[];
}

/**
 * Lambda's own messages come from its logs and AWS's troubleshooting pages; the others from the languages.
 *
 * @see https://repost.aws/knowledge-center/lambda-verify-invocation-timeouts
 * @see https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 * @see https://docs.oracle.com/en/java/javase/21/troubleshoot/troubleshooting-memory-leaks.html
 */
export const LIMIT_ERRORS: readonly LimitError[] = [
  {
    what: 'The timeout',
    types: ['Sandbox.Timedout'],
    messages: ['…Task timed out after … seconds', '…Sandbox.Timedout…'],
  },
  {
    what: 'The runtime ended: out of memory, killed, exited, or crashed',
    types: ['Runtime.ExitError', 'Runtime.OutOfMemory'],
    messages: [
      '…Runtime exited…',
      '…Runtime.ExitError…',
      '…Runtime.OutOfMemory…',
      '…Process exited before completing request',
    ],
  },
  {
    what: 'An unhandled promise rejection ended the runtime (up to `nodejs22.x`; later runtimes exit)',
    types: ['Runtime.UnhandledPromiseRejection'],
    messages: [],
  },
  { what: 'Memory, Node.js', types: [], messages: ['Array buffer allocation failed'] },
  {
    what: 'Memory, Java',
    types: ['java.lang.OutOfMemoryError'],
    messages: [
      'Java heap space',
      'GC overhead limit exceeded',
      'Metaspace',
      'Compressed class space',
      'Direct buffer memory…',
      'Cannot reserve … bytes of direct buffer memory…',
      'unable to create native thread…',
    ],
  },
  {
    what: 'Memory, Python',
    types: ['MemoryError', '…ArrayMemoryError'],
    messages: ['MemoryError', 'Unable to allocate … for an array …'],
  },
  {
    what: 'Memory, .NET',
    types: ['OutOfMemoryException'],
    messages: [
      "Exception of type 'System.OutOfMemoryException' was thrown.",
      'Insufficient memory to continue the execution of the program.',
    ],
  },
  {
    what: 'Memory, Ruby',
    types: ['Function<NoMemoryError>'],
    messages: ['failed to allocate memory'],
  },
  {
    what: 'Memory, reported by the operating system',
    types: [],
    messages: ['…Cannot allocate memory…', '…ENOMEM…'],
  },
];

/** @param error without the parts that are not known */
export function isLimitError({
  errorType = '',
  errorMessage = '',
}: {
  readonly errorType?: string;
  readonly errorMessage?: string;
}): boolean {
  return LIMIT_ERRORS.some(
    ({ types, messages }) => fits(errorType, types) || fits(errorMessage, messages),
  );
}

/** Finds the parts between the `…` in order. A regular expression could take long on a hostile text. */
function fits(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('…');
    const first = parts[0] ?? '';
    const last = parts.at(-1) ?? '';
    if (parts.length === 1) return text === first;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.startsWith(first) && text.endsWith(last) && at + last.length <= text.length;
  });
}
