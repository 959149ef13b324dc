// Errors of the contract: what a person or a launcher can get wrong when a rescue is described.

/** A value of the contract is missing, empty or malformed; the message names the variable, the value and the remedy. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
