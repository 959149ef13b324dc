// A CloudFormation template as plain resources.
export { loadStack, type StackOptions } from './load-stack';
export { Stack, type Output, type Resource } from './stack';
export { TemplateError } from './errors';
