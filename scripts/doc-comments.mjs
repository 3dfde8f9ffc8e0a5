// Counts which exports of the doors have a doc comment, and the members of exported types; fails where an export has none.
//   node scripts/doc-comments.mjs [--list]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const core = fileURLToPath(new URL('../packages/core/', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${core}package.json`, 'utf8'));
const doors = [...new Set(Object.values(exports).flatMap((door) => door.types ?? []))].map(
  (path) => core + path.slice(2),
);
const program = ts.createProgram(doors, { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 });
const checker = program.getTypeChecker();

const seen = new Set();
const without = { exports: [], members: [] };
let members = 0;
for (const door of doors) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(door));
  for (const symbol of checker.getExportsOfModule(module)) countExport(symbol);
}
tell('exports', seen.size, without.exports);
tell('members of exported types', members, without.members);
if (without.exports.length > 0) process.exit(1);

function countExport(exported) {
  const isAlias = exported.flags & ts.SymbolFlags.Alias;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  if (seen.has(symbol)) return;
  seen.add(symbol);
  if (!isDocumented(symbol)) without.exports.push(symbol.name);
  for (const declaration of symbol.declarations ?? []) {
    if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) continue;
    for (const member of declaration.members) {
      const own = member.name && checker.getSymbolAtLocation(member.name);
      if (!own || ts.isPrivateIdentifier(member.name)) continue;
      members++;
      if (!isDocumented(own)) without.members.push(`${symbol.name}.${own.name}`);
    }
  }
}

function isDocumented(symbol) {
  return symbol.getDocumentationComment(checker).length > 0;
}

function tell(what, count, missing) {
  const share = ((100 * (count - missing.length)) / count).toFixed(1);
  console.log(`${what}: ${share} % of ${count} have a comment`);
  if (process.argv.includes('--list') || (what === 'exports' && missing.length > 0))
    for (const name of missing.sort()) console.log(`  ${name}`);
}
