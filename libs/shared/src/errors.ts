// Errors of values that a person or a program passes.

/** Base class of every error of this package: its message has the value, the rule, and the remedy. */
export class SharedError extends Error {
  override readonly name: string = 'SharedError';
}

/** A value of the contract is missing, empty, or malformed; the message names the variable. */
export class ContractError extends SharedError {
  override readonly name = 'ContractError';
}

/** A function's rescue policy is wrong; the message names the key and the allowed values. */
export class PolicyError extends SharedError {
  override readonly name = 'PolicyError';
}

/** The file of the rescued functions has another form; the message names the file, the function, and the remedy. */
export class RescuedFunctionsError extends SharedError {
  override readonly name = 'RescuedFunctionsError';
}

/** The network of a task is malformed; the message names the variable and the form. */
export class NetworkError extends SharedError {
  override readonly name = 'NetworkError';
}
