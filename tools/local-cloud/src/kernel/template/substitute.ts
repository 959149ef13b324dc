// Fn::Sub: names in a text replaced by what they mean.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
import { failIn, type Scope } from './scope';
import { asList, asObject, asText, show } from './values';

type Resolve = (value: unknown, scope: Scope) => unknown;

// ${Name}, ${Resource.Attribute}, and ${!Literal}, which means ${Literal} itself.
const PLACE = /\$\{(!?)([^{}]*)\}/g;

/**
 * Both forms: `"text"` and `["text", { Name: value }]`.
 *
 * @throws {TemplateError} if a name has no value, or one that is not a string
 */
export function substitute(argument: unknown, scope: Scope, resolve: Resolve): string {
  const what = `${scope.where}: Fn::Sub`;
  const [text, names] = typeof argument === 'string' ? [argument] : asList(argument, what, 1, 2);
  const variables = asObject(names ?? {}, `${what}: its names`);
  return asText(text, what).replace(PLACE, (_place, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const value = Object.hasOwn(variables, name)
      ? resolve(variables[name], scope)
      : lookUp(name, scope);
    return asText(value, `${what}: \${${name}}`);
  });
}

function lookUp(name: string, scope: Scope): unknown {
  if (!/^[\w:.]+$/.test(name))
    throw failIn(scope, `uses Fn::Sub with the name ${show(name)}: write \${Name} without spaces`);
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1));
}
