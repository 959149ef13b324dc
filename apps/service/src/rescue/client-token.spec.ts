import { clientToken } from './client-token';

describe('clientToken', () => {
  it('is what ECS takes: at most 64 visible ASCII characters', () => {
    expect(clientToken('e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10', 1, 0)).toMatch(/^[!-~]{64}$/);
  });

  it('is the same for the same try, whoever asks', () => {
    expect(clientToken('request', 1, 0)).toBe(
      '941d7a2f5e4d102e52185225761c50183a338358e296e075c336dcfb7471de42',
    );
  });

  it('differs between requests, attempts and generations', () => {
    const tokens = [
      clientToken('a', 1, 0),
      clientToken('b', 1, 0),
      clientToken('a', 2, 0),
      clientToken('a', 1, 1),
      clientToken('a', 1, 11),
      clientToken('a', 11, 1),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});
