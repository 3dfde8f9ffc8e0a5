// Text in generated code.

/** Text as a template literal that means just that text. */
export const literal = (text) => `\`\n${text.replace(/[\\`]|\$\{/g, '\\$&')}\``;
