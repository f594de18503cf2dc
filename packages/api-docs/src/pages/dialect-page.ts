import type { AsyncApiDocument, Message, Operation, Reference } from '../asyncapi/asyncapi-types.js';
import { framePage } from './frame-page.js';
import { type Html, html, joined, withCode } from './html.js';
import { modelId, schemaText } from './schema-text.js';

/** An AsyncAPI document as a page to read. */
export function dialectPage(name: string, document: AsyncApiDocument): string {
  const { info, channels, components, operations } = document;
  const received = Object.values(operations).filter(({ action }) => action === 'receive');
  const addresses = Object.values(channels).map(({ address }) => html`<code>${address}</code>`);
  const [channel] = Object.values(channels);
  const { description } = components.securitySchemes.access as { readonly description: string };
  const sent = Object.entries(components.messages).filter(([key]) => key.startsWith('server.'));
  return framePage(
    info.title,
    html`<main class="doc"><p><a href="/docs">Documentation</a></p>
<h1>${info.title}</h1>
<p>${channel?.title ?? ''} at ${joined(addresses, ', ')}. <a href="/docs/asyncapi/${name}.json">AsyncAPI ${document.asyncapi} document</a>.</p>
<p>${withCode(description)}</p>
${info.description.split('\n\n').map((part) => html`<p class="note">${withCode(part)}</p>\n`)}
<h2>Requests</h2>
<nav>${received.map((operation) => navLink(keyOf(operation.messages[0]), document))}</nav>
${received.map((operation) => requestSection(operation, document))}
<h2>What the server sends</h2>
<nav>${sent.map(([key]) => navLink(key, document))}</nav>
${sent.map(([key, message]) => messageSection(key, message))}
<h2>Models</h2>
${Object.entries(components.schemas).map(
  ([model, schema]) =>
    html`<section id="${modelId(model)}"><h3>${model}</h3><pre>${schemaText(schema)}</pre></section>\n`,
)}</main>`,
  );
}

const keyOf = (reference: Reference | undefined): string => reference?.$ref.split('/').at(-1) ?? '';

function messageOf(key: string, { components }: AsyncApiDocument): Message {
  const message = components.messages[key];
  if (!message) throw new TypeError(`${key} is not in the document`);
  return message;
}

function navLink(key: string, document: AsyncApiDocument): Html {
  return html`<a href="#${key}">${messageOf(key, document).name}</a>`;
}

function heading({ name, summary, tags = [] }: Message): Html {
  const marks = tags.map((tag) => html`<span class="tag">${tag.name}</span>`);
  return html`<h3><code>${name}</code>${marks}</h3><p>${summary}.</p>`;
}

function requestSection({ messages, reply }: Operation, document: AsyncApiDocument): Html {
  const key = keyOf(messages[0]);
  const message = messageOf(key, document);
  const answers = (reply?.messages ?? []).map((answer) => {
    const to = keyOf(answer);
    return html`<a href="#${to}"><code>${messageOf(to, document).name}</code></a>`;
  });
  const acknowledged = message['x-ack'];
  return html`<section id="${key}">${heading(message)}<pre>${schemaText(message.payload)}</pre>
<p>Answered by ${joined(answers, ', ')}.</p>${
    acknowledged ? html`<p>A callback gets</p><pre>${schemaText(acknowledged.args)}</pre>` : ''
  }</section>
`;
}

function messageSection(key: string, message: Message): Html {
  const tells = message['x-tells'];
  return html`<section id="${key}">${heading(message)}<pre>${schemaText(message.payload)}</pre>${
    tells ? html`<p class="note">Tells ${tells.join(', ')}.</p>` : ''
  }</section>
`;
}
