import { testContract } from './contract.js';
import { workerd } from './runtimes.js';

testContract(workerd);
