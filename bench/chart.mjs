// Draws chart.svg out of results.json (`node bench/run.mjs --keep` writes it): how many times exifkit's time the peer takes.
// `--check` instead tells whether the chart is that of the results.
import { readFileSync, writeFileSync } from 'node:fs';

const results = JSON.parse(readFileSync(new URL('results.json', import.meta.url), 'utf8'));
const target = new URL('chart.svg', import.meta.url);
const row = 26;
const left = 270;
const right = 90;
const width = 760;
const rows = Object.entries(results).filter(([name]) => !name.endsWith('real photos'));
const top = 44;
const height = top + rows.length * row + 34;
const exponents = rows.map(([, { mean }]) => Math.log10(mean));
const [first, last] = [Math.floor(Math.min(...exponents, -1)), Math.ceil(Math.max(...exponents, 1))];
const x = (ratio) => left + ((Math.log10(ratio) - first) / (last - first)) * (width - left - right);

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Time of the peer over time of exifkit</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="12" y="22" font-size="14" font-weight="bold">Time of the peer over time of exifkit (right of 1: exifkit is faster)</text>
${range(first, last).map(gridLine).join('\n')}
${rows.map(bar).join('\n')}
</svg>
`;

if (!process.argv.includes('--check')) writeFileSync(target, svg);
else if (readFileSync(target, 'utf8') !== svg) {
  console.error('bench/chart.svg is not that of bench/results.json: run `node bench/chart.mjs`');
  process.exitCode = 1;
}

function gridLine(exponent) {
  const at = x(10 ** exponent).toFixed(1);
  const stroke = exponent === 0 ? '#000' : '#ddd';
  return `<line x1="${at}" x2="${at}" y1="${top - 8}" y2="${height - 26}" stroke="${stroke}"/>
<text x="${at}" y="${height - 10}" text-anchor="middle" fill="#666">${10 ** exponent}</text>`;
}

function bar([name, { against, mean }], index) {
  const y = top + index * row;
  const [from, to] = [x(1), x(mean)].sort((a, b) => a - b);
  const fill = mean >= 1 ? '#2a7d4f' : '#b0543c';
  return `<text x="${left - 10}" y="${y + 12}" text-anchor="end">${name}</text>
<rect x="${from.toFixed(1)}" y="${y}" width="${(to - from).toFixed(1)}" height="16" fill="${fill}"/>
<text x="${width - right + 8}" y="${y + 12}">${mean.toPrecision(2)} ${against}</text>`;
}

function range(start, end) {
  return Array.from({ length: end - start + 1 }, (_, i) => start + i);
}
