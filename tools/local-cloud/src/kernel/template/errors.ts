// The one error of this folder: a template that the local cloud cannot take as it is.
import { ExpectedError } from '@immortal/shared/command-line';

/**
 * A template that AWS would refuse, or that needs something the local cloud does not support.
 * The message is one line: the place, what is wrong, and what to do about it.
 *
 * @example `resource "Foo" has the type AWS::Foo::Bar, which the local cloud does not know: take it out …`
 */
export class TemplateError extends ExpectedError {
  override readonly name = 'TemplateError';
}
