// Goes to the document in the reader's language; Indonesian is the first.
const wanted = navigator.languages.map((language) => language.slice(0, 2));
const found = wanted.find((language) => ['id', 'en'].includes(language)) ?? 'en';
location.replace(`./${found}/${location.hash}`);
