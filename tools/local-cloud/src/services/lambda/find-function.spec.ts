import { ApiError } from '../../kernel/errors';
import { findFunction } from './find-function';
import type { LambdaFunction } from './functions';

const named = (...names: string[]) => ({
  all: names.map((name) => ({ name }) as LambdaFunction),
  namesNotEmulated: ['shop-dev-reports'],
  get: (name: string): LambdaFunction => {
    if (name === 'shop-dev-reports') {
      throw new ApiError('InvalidParameterValueException', 'its runtime is python3.13');
    }
    throw new ApiError('ResourceNotFoundException', `Function not found: ${name}`, 404);
  },
});

it.each([
  ['its name', 'shop-dev-orders'],
  ['the part behind the stack’s name', 'orders'],
])('finds a function by %s', (_title, name) => {
  const found = findFunction(named('shop-dev-orders', 'shop-dev-invoices'), name);
  expect(found.name).toBe('shop-dev-orders');
});

it('prefers the function with exactly this name', () => {
  expect(findFunction(named('dev-orders', 'orders'), 'orders').name).toBe('orders');
});

it('lists the functions that a short name may mean', () => {
  expect(() => findFunction(named('a-orders', 'b-orders', 'c'), 'orders')).toThrow(
    'orders matches several functions. Use one of a-orders, b-orders',
  );
});

it('lists all functions where none has the name', () => {
  expect(() => findFunction(named('a', 'b'), 'c')).toThrow(
    'Function not found: c. Use one of a, b',
  );
});

it.each(['reports', 'shop-dev-reports'])('says why %s does not run here', (name) => {
  expect(() => findFunction(named('a', 'b'), name)).toThrow('its runtime is python3.13');
});
