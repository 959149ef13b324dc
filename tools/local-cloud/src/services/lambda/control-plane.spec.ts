import { ControlPlane } from './control-plane';

/** How many of these calls are answered. */
function answered(plane: ControlPlane, operation: string, calls: number): number {
  let count = 0;
  for (let call = 0; call < calls; call += 1) {
    try {
      plane.take(operation);
      count += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    }
  }
  return count;
}

it('answers 15 calls a second of all operations together, and 100 of GetFunction', () => {
  let now = 0;
  const plane = new ControlPlane({ factor: 1 }, undefined, () => now);
  expect(answered(plane, 'GetLayerVersionByArn', 10)).toBe(10);
  expect(answered(plane, 'ListFunctions', 10)).toBe(5);
  expect(answered(plane, 'GetFunction', 200)).toBe(100);
  now = 1000;
  expect(answered(plane, 'GetLayerVersionByArn', 200)).toBe(15);
});

it('answers as many as the scaled second has on AWS, also after the scale was changed', () => {
  let now = 0;
  const scale = { factor: 1 };
  const plane = new ControlPlane(scale, undefined, () => now);
  answered(plane, 'GetLayerVersionByArn', 15);
  scale.factor = 100;
  now = 1;
  expect(answered(plane, 'GetLayerVersionByArn', 15)).toBe(1);
  scale.factor = 1;
  now = 1001;
  expect(answered(plane, 'GetLayerVersionByArn', 20)).toBe(15);
});

it('does not limit invocations', () => {
  const plane = new ControlPlane({ factor: 1 }, 1, () => 0);
  expect(answered(plane, 'Invoke', 1000)).toBe(1000);
});
