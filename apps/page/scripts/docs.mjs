// Makes the documents of the API static pages beside the page: `docs/{id,en}/index.html` out of `docs/{id,en}.md`, where
// `{{name}}` stands for the files `docs/examples/name.*`, and `{{name.json}}` for one of them.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';

const page = fileURLToPath(new URL('../', import.meta.url));
const source = join(page, 'docs');
const target = join(page, '../server/dist/page/docs');

const texts = {
  id: { title: 'API exifkit', other: 'en', otherName: 'English', contents: 'Isi', home: 'Halaman utama' },
  en: {
    title: 'The exifkit API',
    other: 'id',
    otherName: 'Bahasa Indonesia',
    contents: 'Contents',
    home: 'Home',
  },
};

/** Languages by extension. */
const languages = {
  '.sh': 'cURL',
  '.py': 'Python',
  '.mjs': 'JavaScript',
  '.php': 'PHP',
  '.rb': 'Ruby',
  '.json': 'JSON',
};

const marked = new Marked();

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

for (const language of Object.keys(texts)) {
  const text = readFileSync(join(source, `${language}.md`), 'utf8');
  write(
    `${language}/index.html`,
    document(language, texts[language], marked.parse(text.replace(/^\{\{(.+)\}\}$/gm, examples))),
  );
}
write('index.html', choice());
for (const file of ['docs.css', 'docs.js', 'choose.js']) copyFileSync(join(source, file), join(target, file));
copyFileSync(join(page, 'src/style.css'), join(target, 'style.css'));

function write(path, text) {
  const full = join(target, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

/** Tabs without a script, one a language; a single example has none. */
function examples(_, name) {
  const wanted = name.includes('.')
    ? [name]
    : ['.sh', '.py', '.mjs', '.php', '.rb'].map((extension) => name + extension);
  const files = readdirSync(join(source, 'examples')).filter((file) => wanted.includes(file));
  if (files.length === 0) throw new Error(`no example '${name}'`);
  files.sort((a, b) => wanted.indexOf(a) - wanted.indexOf(b));
  const blocks = files.map((file) => ({ file, code: readFileSync(join(source, 'examples', file), 'utf8') }));
  if (blocks.length === 1) return code(blocks[0]);
  const tabs = blocks.map((block, i) => {
    const label = languages[extname(block.file)];
    const id = block.file.replace('.', '-');
    const input = `<input type="radio" name="${name}" id="${id}" value="${label}"${i === 0 ? ' checked' : ''}>`;
    return `${input}<label for="${id}">${label}</label>${code(block)}`;
  });
  return `<div class="examples">${tabs.join('')}</div>`;
}

/** Scrolled by keyboard too. No empty line may end the HTML within Markdown. */
function code(block) {
  const label = languages[extname(block.file)];
  return `<pre tabindex="0" aria-label="${label}"><code>${escaped(block.code.trimEnd()).replaceAll('\n', '&#10;')}</code></pre>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function head(title, up, script) {
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${up}../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}style.css">
<link rel="stylesheet" href="${up}docs.css">
<script src="${up}${script}" defer></script>`;
}

function document(language, { title, other, otherName, contents, home }, body) {
  const headings = [...body.matchAll(/<h2 id="(.+?)">(.+?)<\/h2>/g)];
  const links = headings.map(([, id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head>
${head(title, '../', 'docs.js')}
</head>
<body class="docs">
<header class="top">
<a href="../../"><img src="../../icon.svg" alt="" width="28" height="28">exifkit</a>
<a href="../${other}/" lang="${other}" hreflang="${other}">${otherName}</a>
</header>
<div class="sides-of-docs">
<nav aria-label="${contents}">
<ul>
${links}
</ul>
</nav>
<main>
${body}
</main>
</div>
<footer><a href="../../">${home}</a></footer>
</body>
</html>
`;
}

/** Where no script runs, the reader chooses. */
function choice() {
  const links = Object.entries(texts).map(
    ([language, { title, other }]) =>
      `<li><a href="./${language}/" lang="${language}">${title} (${texts[other].otherName})</a></li>`,
  );
  return `<!doctype html>
<html lang="id">
<head>
${head('exifkit', './', 'choose.js')}
</head>
<body class="docs">
<main>
<h1>exifkit</h1>
<ul>
${links.join('\n')}
</ul>
</main>
</body>
</html>
`;
}
