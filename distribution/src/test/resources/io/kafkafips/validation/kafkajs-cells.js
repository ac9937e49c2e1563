// Sends what the cells on standard input say, with kafkajs, and prints one line of JSON for each. kafkajs brings gzip alone: the other
// codecs are given their own framing around bytes that are stored as they are, which every decoder reads.
const fs = require('fs');
const { Kafka, logLevel, CompressionTypes, CompressionCodecs } = require('kafkajs');

function blocks(buffer, size) {
  const parts = [];
  for (let at = 0; at < buffer.length; at += size) {
    parts.push(buffer.subarray(at, at + size));
  }
  return parts;
}

function snappy(buffer) {
  const preamble = [];
  let left = buffer.length;
  while (left > 127) {
    preamble.push((left & 127) | 128);
    left >>>= 7;
  }
  preamble.push(left);
  const literals = blocks(buffer, 65536).flatMap((part) => {
    const length = part.length - 1;
    return [Buffer.from([61 << 2, length & 255, length >> 8]), part];
  });
  return Buffer.concat([Buffer.from(preamble), ...literals]);
}

function lz4(buffer) {
  const stored = blocks(buffer, 65536).flatMap((part) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE((part.length | 0x80000000) >>> 0);
    return [size, part];
  });
  return Buffer.concat([Buffer.from('04224d18604082', 'hex'), ...stored, Buffer.alloc(4)]);
}

function zstd(buffer) {
  const all = blocks(buffer, 65536);
  const raw = all.flatMap((part, index) => {
    const header = Buffer.alloc(4);
    header.writeUInt32LE((part.length << 3) | (index === all.length - 1 ? 1 : 0));
    return [header.subarray(0, 3), part];
  });
  return Buffer.concat([Buffer.from('28b52ffd0058', 'hex'), ...raw]);
}

const TYPES = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};
Object.entries({ snappy, lz4, zstd }).forEach(([name, compress]) => {
  CompressionCodecs[TYPES[name]] = () => ({ compress: async (encoder) => compress(encoder.buffer) });
});

const [brokers] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 5 } });
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function send(producer, cell, topicMessages) {
  try {
    await producer.sendBatch({ acks: cell.acks, compression: TYPES[cell.codec], topicMessages });
    return null;
  } catch (error) {
    return `${error.name} ${error.type || ''} ${error.code === undefined ? '' : error.code}`.trim();
  }
}

async function run(cell) {
  const producer = kafka.producer({ idempotent: cell.idempotent, maxInFlightRequests: 1 });
  await producer.connect();
  const error = await send(producer, cell, cell.batch);
  const next = [];
  for (const messages of cell.next) {
    next.push(await send(producer, cell, [messages]));
    if (cell.acks === 0) {
      await pause(20);
    }
  }
  await producer.disconnect().catch(() => {});
  console.log(JSON.stringify({ id: cell.id, error, next }));
}

(async () => {
  for (const cell of JSON.parse(fs.readFileSync(0, 'utf8'))) {
    await run(cell);
  }
})().then(
  () => process.exit(0),
  (error) => {
    console.log(error);
    process.exit(1);
  },
);
