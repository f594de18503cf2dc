/** @module HTML that is safe by construction: whatever is put into a template is escaped, unless it is HTML itself. */

export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: String.raw({ raw: strings }, ...parts.map(textOf)) };
}

/** Parts with something between them. */
export function joined(parts: readonly Part[], between: string): Html {
  return { html: parts.map(textOf).join(textOf(between)) };
}

/** Text with `code` in it, as Markdown has it. */
export function withCode(text: string): Html {
  return joined(
    text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part)),
    '',
  );
}

function textOf(part: Part): string {
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(textOf).join('');
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
