// A kafkajs client: `write` sends every line of standard input to a topic, `read` prints so many records of some topics.
const fs = require('fs');
const { Kafka, logLevel } = require('kafkajs');

const [brokers, authority, identity, action, topic, count] = process.argv.slice(2);
const pem = fs.readFileSync(identity, 'utf8');
const kafka = new Kafka({
  clientId: 'kafkajs',
  brokers: brokers.split(','),
  logLevel: logLevel.ERROR,
  ssl: { ca: [fs.readFileSync(authority, 'utf8')], key: pem, cert: pem },
});

async function write() {
  const lines = fs.readFileSync(0, 'utf8').split('\n').filter((line) => line);
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: lines.map((value) => ({ value })) });
  await producer.disconnect();
}

async function read() {
  const consumer = kafka.consumer({ groupId: 'kafkajs' });
  let left = Number(count);
  await consumer.connect();
  await consumer.subscribe({ topics: topic.split(','), fromBeginning: true });
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('too slow')), 60000).unref();
    consumer.run({
      eachMessage: async ({ message }) => {
        console.log(message.value.toString());
        left -= 1;
        if (left === 0) {
          resolve();
        }
      },
    });
  });
  await consumer.disconnect();
}

(action === 'write' ? write() : read()).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
