// The kinds of faults that every operation has.

/** What can happen at a point, with a sentence on each. */
export type Kinds = Readonly<Record<string, string>>;

/** At every operation that the local cloud supports, as `<service>.<Operation>`. */
export const OPERATION_KINDS: Kinds = {
  refused: 'The connection is closed before the operation takes effect.',
  unanswered: 'The operation takes effect, but the connection is closed before the response.',
  'crash-before': 'The calling process is killed before the operation takes effect.',
  'crash-after':
    'The operation takes effect, and the calling process is killed before the response.',
};

/** Any error of AWS is one more kind of every operation: its name begins with a capital letter. */
export const AWS_ERROR = /^[A-Z][A-Za-z.]*$/;
export const AWS_ERROR_MEANING = 'The response is this error, such as ThrottlingException.';
