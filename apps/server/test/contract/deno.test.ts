import { testContract } from './contract.js';
import { deno } from './runtimes.js';

testContract(deno);
