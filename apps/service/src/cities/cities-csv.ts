// The sample's two kinds of CSV file (UTF-8, commas, quotes as in RFC 4180, the first row names the columns).
//
// Cities, the input; columns in any order, others are ignored:
//   id          text
//   name        text
//   country     text, such as an ISO 3166 code
//   population  number of inhabitants, 0 or more
//   latitude    degrees, -90 to 90, north is positive
//   longitude   degrees, -180 to 180, east is positive
//
// Nearest larger cities, the result, in the order of the input; the last three are empty for a city
// that no other one exceeds:
//   id, name, country, population                     as in the input
//   nearest_larger_id, nearest_larger_name            of the nearest city with more inhabitants
//   distance_km                                       great circle, one decimal
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { type City } from './city';
import { InputError } from './errors';
import { distanceKm } from './great-circle';
import { NONE } from './nearest-larger-city';

const CITY_COLUMNS = ['id', 'name', 'country', 'population', 'latitude', 'longitude'] as const;
const RESULT_COLUMNS =
  'id,name,country,population,nearest_larger_id,nearest_larger_name,distance_km';
/** Characters of the result that are converted to bytes at once. */
const CHUNK = 65_536;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

type Row = Record<(typeof CITY_COLUMNS)[number], string>;

/**
 * Reads cities from a stream of CSV, without holding its whole text in memory.
 *
 * @param source the name of the file in messages
 * @throws {InputError} if a column is missing or a row is malformed; its message counts rows from
 *   1, including the names of the columns, as a spreadsheet does
 */
export async function readCities(csv: Readable, source: string): Promise<City[]> {
  const cities: City[] = [];
  const parser = parse({ bom: true, columns: (header: string[]) => checkHeader(header, source) });
  try {
    await pipeline(csv, parser, async (rows: AsyncIterable<Row>) => {
      for await (const row of rows) {
        cities.push(toCity(row, `${source}, row ${cities.length + 2}`));
      }
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`${source}: ${error.message}`, { cause: error });
  }
  if (parser.info.bytes === 0) throw new InputError(`${source} is empty: ${rule()}`);
  return cities;
}

/**
 * Formats the result as the bytes of the file. In chunks, because one string of all rows would take twice the memory.
 *
 * @param nearest for each city the index of its nearest larger one, or {@link NONE}
 */
export function formatNearestLarger(cities: readonly City[], nearest: Int32Array): Buffer {
  const chunks: Buffer[] = [];
  let text = `${RESULT_COLUMNS}\n`;
  cities.forEach((city, index) => {
    text += formatRow(city, cities[nearest[index] ?? NONE]); // NONE is not the index of any city
    if (text.length < CHUNK) return;
    chunks.push(Buffer.from(text));
    text = '';
  });
  return Buffer.concat([...chunks, Buffer.from(text)]);
}

function formatRow(city: City, larger: City | undefined): string {
  const { id, name, country, population } = city;
  const distance = larger && distanceKm(city, larger).toFixed(1);
  const fields = [id, name, country, population, larger?.id, larger?.name, distance];
  return `${fields.map((field) => quoted(String(field ?? ''))).join(',')}\n`;
}

function checkHeader(header: string[], source: string): string[] {
  const missing = CITY_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length === 0) return header;
  throw new InputError(
    `${source}, row 1: no column ${missing.join(', ')} in ${JSON.stringify(header)}: ${rule()}`,
  );
}

function toCity(row: Row, place: string): City {
  const { id, name, country } = row;
  if (id === '') throw new InputError(`${place}: the id is empty.`);
  return {
    id,
    name,
    country,
    population: toNumber(row, 'population', 0, Number.MAX_SAFE_INTEGER, place),
    latitude: toNumber(row, 'latitude', -90, 90, place),
    longitude: toNumber(row, 'longitude', -180, 180, place),
  };
}

function toNumber(row: Row, column: keyof Row, min: number, max: number, place: string): number {
  const text = row[column];
  const value = Number(text);
  if (DECIMAL.test(text) && value >= min && value <= max) return value;
  throw new InputError(
    `${place}: the ${column} is ${JSON.stringify(text)}, but must be a decimal number from ${min} to ${max}.`,
  );
}

function rule(): string {
  return `the first row must name the columns ${CITY_COLUMNS.join(', ')}.`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
