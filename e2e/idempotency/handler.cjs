// A primary with Powertools' idempotency: fails in Lambda, and is killed in its first containers while it holds the lock.
const { readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const {
  IdempotencyConfig,
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
  makeIdempotent,
} = require('@aws-lambda-powertools/idempotency');
const {
  BasePersistenceLayer,
  IdempotencyRecord,
} = require('@aws-lambda-powertools/idempotency/persistence');

/** A container that is to be killed waits for that; a busy machine takes its time. */
const PATIENCE_MS = 60_000;

/** Keeps records in files, under the same conditions as the utility's own layer for DynamoDB. */
class FileStore extends BasePersistenceLayer {
  /** @param folder of the records */
  constructor(folder) {
    super();
    this.folder = folder;
  }

  async _putRecord(record) {
    const known = this.read(record.idempotencyKey);
    if (known !== undefined && !isExpired(known)) {
      throw new IdempotencyItemAlreadyExistsError(
        'There is a record.',
        new IdempotencyRecord(known),
      );
    }
    this.write(record);
  }

  async _getRecord(key) {
    const known = this.read(key);
    if (known === undefined) throw new IdempotencyItemNotFoundError();
    return new IdempotencyRecord(known);
  }

  async _updateRecord(record) {
    this.write(record);
  }

  async _deleteRecord({ idempotencyKey }) {
    rmSync(this.fileOf(idempotencyKey), { force: true });
  }

  fileOf(key) {
    return path.join(this.folder, `${key.replaceAll(/[^\w-]/g, '_')}.json`);
  }

  read(key) {
    try {
      return JSON.parse(readFileSync(this.fileOf(key), 'utf8'));
    } catch {
      return undefined;
    }
  }

  write(record) {
    const { idempotencyKey, expiryTimestamp, inProgressExpiryTimestamp, responseData } = record;
    const status = record.getStatus();
    const all = {
      idempotencyKey,
      expiryTimestamp,
      inProgressExpiryTimestamp,
      responseData,
      status,
    };
    writeFileSync(this.fileOf(idempotencyKey), JSON.stringify(all));
  }
}

function isExpired({ status, expiryTimestamp, inProgressExpiryTimestamp }) {
  const isUnlocked = status === 'INPROGRESS' && inProgressExpiryTimestamp < Date.now();
  return isUnlocked || expiryTimestamp < Date.now() / 1000;
}

async function work({ struck }) {
  const runs = path.join(struck.folder, 'runs');
  writeFileSync(path.join(runs, String(process.pid)), '');
  console.log('the function has begun');
  if (readdirSync(runs).length <= struck.times) await sleep(PATIENCE_MS);
  return 'handled';
}

exports.handler = async (event, context) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 === undefined)
    throw new Error('too long for Lambda');
  const config = new IdempotencyConfig({});
  config.registerLambdaContext(context);
  const persistenceStore = new FileStore(path.join(event.struck.folder, 'records'));
  return makeIdempotent(work, { persistenceStore, config })(event);
};
