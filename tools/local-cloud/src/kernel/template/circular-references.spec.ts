// Circles among resources.
import { checkCircles } from './circular-references';

const graph = (edges: Record<string, string[]>) =>
  new Map(Object.entries(edges).map(([id, others]) => [id, new Set(others)]));

it('shows a circle without the way to it', () => {
  expect(() => {
    checkCircles(graph({ Start: ['A'], A: ['B'], B: ['C'], C: ['A'] }));
  }).toThrow('resource "A" is part of the circular reference A → B → C → A: take one of them out');
});

it('looks at each resource once, however many ways lead to it', () => {
  // Fifty layers of two resources that both name both of the next: 2 ** 50 ways.
  const layers = Array.from({ length: 50 }, (_, i) => {
    const next = [`L${i + 1}`, `R${i + 1}`];
    return { [`L${i}`]: next, [`R${i}`]: next };
  });
  expect(() => {
    checkCircles(graph(Object.assign({}, ...layers) as Record<string, string[]>));
  }).not.toThrow();
});
