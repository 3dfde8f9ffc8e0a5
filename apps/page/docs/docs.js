// Puts the address of the server into the examples, and shows all of them in the language that was chosen last.
const { origin } = window.location;
for (const code of document.querySelectorAll('code')) {
  if (code.textContent.includes('https://api.example.com'))
    code.textContent = code.textContent.replaceAll('https://api.example.com', origin);
}

document.addEventListener('change', ({ target }) => {
  const top = target.getBoundingClientRect().top;
  for (const input of document.querySelectorAll('.examples input')) {
    if (input.value === target.value) input.checked = true;
  }
  window.scrollBy(0, target.getBoundingClientRect().top - top);
});
