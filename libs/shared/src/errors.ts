// What a person or a launcher can get wrong when a rescue is described.

/** A value of the contract is missing, empty or malformed; the message names the variable, the value and the remedy. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** A function's rescue policy is wrong; the message names the key, the value and what is allowed. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}
