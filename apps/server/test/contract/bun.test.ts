import { testContract } from './contract.js';
import { bun } from './runtimes.js';

testContract(bun);
