import { isTraceHeader } from './trace-header';

describe('isTraceHeader', () => {
  it.each([
    'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
    'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2',
    'Root=1-5759e988-bd862e3fe1be46a994272793;',
  ])('accepts %s', (text) => {
    expect(isTraceHeader(text)).toBe(true);
  });

  it.each([
    '',
    'hello',
    'Root=1\r\nX-Evil: 1',
    'Root=1 ;Sampled=1',
    'Root=é',
    `Root=${'1'.repeat(1024)}`,
  ])('refuses %j', (text) => {
    expect(isTraceHeader(text)).toBe(false);
  });
});
