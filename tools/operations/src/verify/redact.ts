// Removes what must not be in a public issue: the account number.

/** Also within ARNs, in which any account number may occur: of the stage, or of a layer. */
export function redact(text: string, account: string): string {
  const own = account === '' ? text : text.replaceAll(account, '<account>');
  return own.replace(/(arn:[^\s:]*:[^\s:]*:[^\s:]*:)\d{12}/g, '$1<account>');
}
