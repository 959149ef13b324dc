// What a call of SQS takes and gives.

/** The input or output of a call, as in the API reference. */
export type SqsInput = Readonly<Record<string, unknown>>;
