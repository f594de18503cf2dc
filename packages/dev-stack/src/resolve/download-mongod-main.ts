/** Script: downloads mongod into the folder of its first argument and prints the path of the program. */
import { MongoBinary } from 'mongodb-memory-server-core';
import { reasonOf } from '../stack-error.js';

try {
  const path = await MongoBinary.getPath({ downloadDir: process.argv[2] ?? '.' });
  process.stdout.write(`${path}\n`);
} catch (failure) {
  process.stderr.write(`${reasonOf(failure).replaceAll('\n', ' ')}\n`);
  process.exitCode = 1;
}
