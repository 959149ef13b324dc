// The sample primary: reads a CSV of cities from S3 and writes, next to it, each city's nearest larger one.
import { type Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Event } from 'aws-lambda';
import { formatNearestLarger, readCities } from './cities/cities-csv';
import { nearestLargerCities } from './cities/nearest-larger-city';
import { objectsOf, type S3Object } from './cities/s3-objects';

const RESULT_SUFFIX = '.nearest-larger.csv';
const s3 = new S3Client({});

/**
 * @param event an `ObjectCreated` event of S3; every record is worked on, one after the other
 * @throws {InputError} if it is no such event, or an object is no CSV of cities
 */
export async function handler(event: S3Event): Promise<void> {
  for (const object of objectsOf(event)) {
    // A bucket that reports every CSV reports the results too: without this there would be no end.
    if (object.key.endsWith(RESULT_SUFFIX)) console.log(`skipped ${object.key}: it is a result`);
    else await writeNearestLarger(object);
  }
}

async function writeNearestLarger({ bucket, key }: S3Object): Promise<void> {
  const source = `s3://${bucket}/${key}`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const cities = await readCities(Body as Readable, source);
  console.log(`read ${cities.length} cities from ${source}`);
  const nearest = nearestLargerCities(cities, (done) => {
    console.log(`compared ${done} of ${cities.length} cities with all larger ones`);
  });
  const resultKey = key.replace(/(\.csv)?$/i, RESULT_SUFFIX);
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: resultKey,
      Body: formatNearestLarger(cities, nearest),
      ContentType: 'text/csv; charset=utf-8',
    }),
  );
  console.log(`wrote s3://${bucket}/${resultKey}`);
}
