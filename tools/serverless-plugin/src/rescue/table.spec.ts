import { rescueTable, type Row } from './table';

const ROW: Row = {
  name: 'immortal-dev-immortal-handler',
  role: 'HandlerRole',
  size: { cpu: 1024, memory: 2048 },
  spot: false,
  network: 'own',
  hasPublicAddress: true,
  pair: 'nodejs24.x/x86_64',
};
const REPORT: Row = {
  ...ROW,
  name: 'immortal-dev-report',
  role: 'ReportRole',
  size: { cpu: 4096, memory: 10_240 },
  ephemeralStorage: 100,
  spot: true,
  network: 'vpc',
  hasPublicAddress: false,
  pair: 'python3.13/arm64',
};
/** The last cell of the only row. */
const cost = (row: Partial<Row>, region = 'us-east-1') =>
  rescueTable([{ ...ROW, ...row }], region)[2]
    ?.split(' ')
    .at(-1);

describe('the table of rescued functions', () => {
  it('has a line for each, in columns, and says what the figures are', () => {
    expect(rescueTable([ROW, REPORT], 'eu-west-1')).toEqual([
      'Rescued functions: 2',
      'function                       role         task                               network  image              USD/hour',
      'immortal-dev-immortal-handler  HandlerRole  1 vCPU, 2 GB                       own      nodejs24.x/x86_64    0.0544',
      'immortal-dev-report            ReportRole   4 vCPU, 10 GB, 100 GiB disk, Spot  vpc      python3.13/arm64     0.0597',
      'USD/hour: what a rescue of one hour costs in eu-west-1, by prices of 2026-11-24. Spot prices float.',
    ]);
  });

  it('fits a terminal of 110 columns with usual names', () => {
    const lines = rescueTable([ROW, { ...ROW, spot: true }], 'eu-west-1');
    expect(lines.filter((line) => line.length > 110)).toEqual([]);
  });

  it('is empty without a function', () => {
    expect(rescueTable([], 'eu-west-1')).toEqual([]);
  });

  it.each<[string, Partial<Row>, number]>([
    ['on x86_64', { hasPublicAddress: false }, 0.040_48 + 2 * 0.004_445],
    ['with a public address', {}, 0.040_48 + 2 * 0.004_445 + 0.005],
    ['on arm64', { pair: 'java25/arm64', hasPublicAddress: false }, 0.032_38 + 2 * 0.003_56],
    ['on Spot', { spot: true, hasPublicAddress: false }, 0.012_888_71 + 2 * 0.001_415_27],
    [
      'with 120 GiB, of which 20 are included',
      { ephemeralStorage: 120, hasPublicAddress: false },
      0.040_48 + 2 * 0.004_445 + 100 * 0.000_111,
    ],
    [
      'of another size',
      { size: { cpu: 256, memory: 512 }, hasPublicAddress: false },
      0.25 * 0.040_48 + 0.5 * 0.004_445,
    ],
  ])('gives the cost of an hour %s', (_, row, expected) => {
    expect(cost(row)).toBe(expected.toFixed(4));
  });

  it.each(['ap-south-1', 'constructor'])('says that it knows no prices for %s', (region) => {
    const lines = rescueTable([ROW], region);
    expect(cost({}, region)).toBe('?');
    expect(lines.at(-1)).toBe(
      `USD/hour: there are no prices for ${region} in libs/shared/src/prices.ts. Add them there.`,
    );
  });

  it('shows 30 functions, and sums up those beyond', () => {
    const rows = (count: number, row: Row) =>
      Array.from({ length: count }, (_, index) => ({ ...row, name: `${row.name}-${index}` }));
    expect(rescueTable(rows(30, ROW), 'eu-west-1')).toHaveLength(33);

    const lines = rescueTable([...rows(32, ROW), ...rows(3, REPORT)], 'eu-west-1');
    expect(lines).toHaveLength(34);
    expect(lines[0]).toBe('Rescued functions: 35');
    expect(lines.at(-2)).toBe(
      '… and 5 more: 2 nodejs24.x/x86_64, 3 python3.13/arm64; 0.0544 to 0.0597 USD/hour',
    );
    expect(rescueTable(rows(31, ROW), 'eu-west-1').at(-2)).toBe(
      '… and 1 more: 1 nodejs24.x/x86_64; 0.0544 USD/hour',
    );
    expect(rescueTable(rows(31, ROW), 'mars').at(-2)).toBe('… and 1 more: 1 nodejs24.x/x86_64');
  });
});
