// Determines which events a handler's code expects, from the types and members that it uses.
import ts from 'typescript';
import { type EventSource } from '../rescued-function/event-source';

/** The first match decides: types of @types/aws-lambda, and members that only these events have. */
const SIGNS: readonly {
  readonly source: EventSource;
  readonly types: RegExp;
  readonly members: readonly string[];
}[] = [
  { source: 's3', types: /^S3(Create)?(Event|Handler)$/, members: ['Records', 's3'] },
  { source: 'sns', types: /^SNS(Event|Handler)$/, members: ['Sns'] },
  { source: 'schedule', types: /^Scheduled(Event|Handler)$/, members: [] },
  { source: 'eventbridge', types: /^EventBridge(Event|Handler)$/, members: ['detail'] },
];

/** @returns `none` if the code does not show it */
export function eventSourceOfCode(sources: readonly ts.SourceFile[]): EventSource {
  const { types, members } = namesIn(sources);
  const sign = SIGNS.find(
    (one) =>
      [...types].some((name) => one.types.test(name)) ||
      (one.members.length > 0 && one.members.every((name) => members.has(name))),
  );
  return sign?.source ?? 'none';
}

function namesIn(sources: readonly ts.SourceFile[]) {
  const types = new Set<string>();
  const members = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) types.add(node.typeName.getText());
    else if (ts.isPropertyAccessExpression(node)) members.add(node.name.text);
    else if (ts.isBindingElement(node)) members.add((node.propertyName ?? node.name).getText());
    ts.forEachChild(node, visit);
  };
  sources.forEach(visit);
  return { types, members };
}
