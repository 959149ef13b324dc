// Checks the sample's result against the input, with another algorithm than the handler's.
import { parse } from 'csv-parse/sync';

interface InputRow {
  readonly id: string;
  readonly population: string;
  readonly latitude: string;
  readonly longitude: string;
}

interface ResultRow {
  readonly id: string;
  readonly nearest_larger_id: string;
  readonly distance_km: string;
}

interface City {
  readonly id: string;
  readonly population: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** How many rows are recomputed; all of them would take as long as the handler. */
const SAMPLE = 100;
/** In kilometres: the result has one decimal, and the two algorithms round differently. */
const TOLERANCE_KM = 0.2;
const EARTH_RADIUS_KM = 6371.0088;

/** @returns what is wrong with the result; undefined if it is correct */
export function checkResult(inputCsv: string, resultCsv: string): string | undefined {
  const cities = parse<InputRow>(inputCsv, { columns: true }).map(toCity);
  const results = parse<ResultRow>(resultCsv, { columns: true });
  if (results.length !== cities.length) {
    return `it has ${results.length} rows, the input ${cities.length}`;
  }
  const step = Math.max(1, Math.floor(cities.length / SAMPLE));
  for (let row = 0; row < cities.length; row += step) {
    const [city, result] = [cities[row], results[row]];
    const wrong = city && result ? checkRow(city, result, cities) : 'is missing';
    if (wrong !== undefined) return `row ${row + 2} ${wrong}`;
  }
  return undefined;
}

function checkRow(city: City, result: ResultRow, cities: readonly City[]): string | undefined {
  if (result.id !== city.id) return `is about ${result.id} instead of ${city.id}`;
  const larger = cities.filter(({ population }) => population > city.population);
  const nearest = Math.min(...larger.map((other) => haversineKm(city, other)));
  if (larger.length === 0) {
    return result.nearest_larger_id === '' ? undefined : 'names a larger city where there is none';
  }
  const named = larger.find(({ id }) => id === result.nearest_larger_id);
  if (!named) return `names ${result.nearest_larger_id}, which is no larger city`;
  const distances = [haversineKm(city, named), Number(result.distance_km)];
  return distances.every((distance) => Math.abs(distance - nearest) <= TOLERANCE_KM)
    ? undefined
    : `names a city ${result.distance_km} km away, but the nearest is at ${nearest.toFixed(1)} km`;
}

function haversineKm(a: City, b: City): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number, y: number) => Math.sin(radians(x - y) / 2) ** 2;
  const h =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function toCity({ id, population, latitude, longitude }: InputRow): City {
  return {
    id,
    population: Number(population),
    latitude: Number(latitude),
    longitude: Number(longitude),
  };
}
