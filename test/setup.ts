// In CI property tests take the same examples at each run; elsewhere new ones, to find more.
import fc from 'fast-check';

if (process.env['CI']) fc.configureGlobal({ seed: 20_261_124 });
