import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { formatNearestLarger, readCities } from './cities-csv';
import { type City } from './city';
import { InputError } from './errors';
import { NONE } from './nearest-larger-city';

const HEADER = 'id,name,country,population,latitude,longitude';
const read = (...rows: string[]) => readCities(Readable.from([rows.join('\n')]), 'cities.csv');
const berlin = { id: '1', name: 'Berlin', country: 'DE', population: 3426354 };
const place = { latitude: 52.52437, longitude: 13.41053 };

describe('readCities', () => {
  it('reads a row as a city', async () => {
    await expect(read(HEADER, '1,Berlin,DE,3426354,52.52437,13.41053')).resolves.toEqual([
      { ...berlin, ...place },
    ]);
  });

  it('reads columns in any order and leaves others out', async () => {
    await expect(
      read(
        'longitude,note,latitude,population,country,name,id',
        '13.41053,x,52.52437,3426354,DE,Berlin,1',
      ),
    ).resolves.toEqual([{ ...berlin, ...place }]);
  });

  it('reads quoted fields, a byte order mark and Windows line ends', async () => {
    const csv = `\ufeff${HEADER}\r\n2,"Washington, ""D.C.""",US,601723,38.89511,-77.03637\r\n`;
    await expect(read(csv)).resolves.toMatchObject([{ id: '2', name: 'Washington, "D.C."' }]);
  });

  it('reads characters that are cut by the chunks of the stream', async () => {
    const bytes = Buffer.from(`${HEADER}\n3,Zürich 東京,CH,341730,47.36667,8.55\n`);
    const stream = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    await expect(readCities(stream, 'cities.csv')).resolves.toMatchObject([
      { name: 'Zürich 東京' },
    ]);
  });

  it('reads no cities from a header alone', async () => {
    await expect(read(HEADER)).resolves.toEqual([]);
  });

  it.each([
    ['no text', [''], 'cities.csv is empty: the first row must name the columns id, name'],
    ['a missing column', ['id,name'], 'cities.csv, row 1: no column country, population, latitude'],
    [
      'a row that is too short',
      [HEADER, '1,Berlin,DE,1,2,3', '2,Paris'],
      'cities.csv: Invalid Record Length',
    ],
    [
      'a quote that is never closed',
      [HEADER, '1,"Berlin,DE,1,2,3'],
      'cities.csv: Quote Not Closed',
    ],
    ['an empty id', [HEADER, ',Berlin,DE,1,2,3'], 'cities.csv, row 2: the id is empty'],
    [
      'a population that is no number',
      [HEADER, '1,Berlin,DE,1,2,3', '2,Paris,FR,many,2,3'],
      'cities.csv, row 3: the population is "many", but must be a decimal number from 0 to',
    ],
    [
      'a negative population',
      [HEADER, '1,Berlin,DE,-1,2,3'],
      'row 2: the population is "-1", but must be',
    ],
    ['an empty number', [HEADER, '1,Berlin,DE,1,,3'], 'row 2: the latitude is "", but must be'],
    [
      'a latitude beyond the pole',
      [HEADER, '1,Berlin,DE,1,90.1,3'],
      'row 2: the latitude is "90.1", but must be a decimal number from -90 to 90',
    ],
    [
      'a longitude beyond the antimeridian',
      [HEADER, '1,Berlin,DE,1,2,-180.5'],
      'row 2: the longitude is "-180.5", but must be a decimal number from -180 to 180',
    ],
    ['a number in hexadecimal', [HEADER, '1,Berlin,DE,0x1F,2,3'], 'the population is "0x1F"'],
  ])('refuses %s', async (_, rows, message) => {
    const attempt = read(...rows);
    await expect(attempt).rejects.toThrow(InputError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('passes on an error of the stream', async () => {
    const broken = Readable.from(
      (async function* () {
        yield HEADER;
        await Promise.reject(new Error('connection reset'));
      })(),
    );
    await expect(readCities(broken, 'cities.csv')).rejects.toThrow('connection reset');
  });
});

describe('formatNearestLarger', () => {
  const paris: City = {
    id: '2',
    name: 'Paris',
    country: 'FR',
    population: 2138551,
    latitude: 48.85341,
    longitude: 2.3488,
  };

  /** With the second city as the nearest larger one of the first. */
  const format = (cities: City[]) =>
    formatNearestLarger(cities, Int32Array.of(1, NONE)).toString('utf8');

  it('writes the distance to the nearest larger city, and nothing for the largest one', () => {
    expect(format([paris, { ...berlin, ...place }])).toBe(
      'id,name,country,population,nearest_larger_id,nearest_larger_name,distance_km\n' +
        '2,Paris,FR,2138551,1,Berlin,878.4\n' +
        '1,Berlin,DE,3426354,,,\n',
    );
  });

  it('writes names so that any reader of CSV finds them again', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, (name, larger) => {
        const cities = [
          { ...paris, name },
          { ...paris, name: larger },
        ];
        const [, row] = parse(format(cities));
        expect(row?.[1]).toBe(name);
        expect(row?.[5]).toBe(larger);
      }),
    );
  });

  it('writes as many rows as there are cities, however many', () => {
    const cities = Array.from({ length: 5000 }, (_, id) => ({ ...paris, id: String(id) }));
    const text = formatNearestLarger(cities, new Int32Array(5000)).toString('utf8');
    const ids = parse<{ id: string }>(text, { columns: true });
    expect(ids.map(({ id }) => Number(id))).toEqual([...cities.keys()]);
  });
});
