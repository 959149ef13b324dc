// The parameters of a stack: the values in a call, the values that result, and how they are shown.
import { readTemplate } from '../../kernel/template/template';
import { isObject } from '../../kernel/template/values';
import type { Input } from './input';
import { validationError } from './validation-error';

export type Values = Readonly<Record<string, string>>;

const HIDDEN = '****';

/**
 * Also those that the template declares with a default, since a later call may mean them by `UsePreviousValue`.
 *
 * @param previous the values that `UsePreviousValue` means
 * @throws {ApiError} ValidationError
 */
export function parametersIn(input: Input, template: unknown, previous: Values = {}): Values {
  const given = input.list('Parameters').map((one) => {
    const { ParameterKey: key, ParameterValue: value, UsePreviousValue: use } = textsOf(one);
    const meant = use === 'true' ? previous[key ?? ''] : value;
    if (key !== undefined && meant !== undefined) return [key, meant] as const;
    throw validationError(`Parameters: [${key ?? ''}] must have values`);
  });
  return { ...defaultsOf(template), ...Object.fromEntries(given) };
}

/** What ValidateTemplate and GetTemplateSummary tell of them. */
export function declarationsView(template: unknown): object[] {
  return declarationsIn(template).map(([name, declared]) => ({
    ParameterKey: name,
    DefaultValue: textOf(declared['Default']),
    ParameterType: declared['Type'],
    NoEcho: isHidden(declared),
    Description: declared['Description'],
  }));
}

export function parametersView(values: Values, template: unknown): object[] {
  const declarations = new Map(declarationsIn(template));
  return Object.entries(values).map(([ParameterKey, value]) => {
    const declared = declarations.get(ParameterKey) ?? {};
    return { ParameterKey, ParameterValue: isHidden(declared) ? HIDDEN : value };
  });
}

/** The default of a parameter of SSM is a name there, not the value. */
function defaultsOf(template: unknown): Record<string, string> {
  const withDefault = declarationsIn(template).flatMap(([name, { Type: type, Default: value }]) => {
    const text = String(type).startsWith('AWS::SSM::') ? undefined : textOf(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(withDefault);
}

function declarationsIn(template: unknown): [name: string, declared: Record<string, unknown>][] {
  return Object.entries(readTemplate(template).parameters).map(([name, declared]) => {
    return [name, isObject(declared) ? declared : {}];
  });
}

const textOf = (value: unknown): string | undefined =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(value);

const isHidden = ({ NoEcho: hidden }: Record<string, unknown>): boolean =>
  String(hidden) === 'true';

function textsOf(value: unknown): Readonly<Record<string, string | undefined>> {
  return isObject(value) ? (value as Record<string, string>) : {};
}
