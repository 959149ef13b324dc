// A city, as the sample knows it.

export interface City {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly population: number;
  /** In degrees, north is positive. */
  readonly latitude: number;
  /** In degrees, east is positive. */
  readonly longitude: number;
}
