import { testContract } from './contract.js';
import { node } from './runtimes.js';

testContract(node);
