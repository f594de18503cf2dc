import type { Dialect } from '@crosstalk/dialect-kit';
import { asyncApiDocument } from './asyncapi/asyncapi-document.js';
import { dialectPage } from './pages/dialect-page.js';
import { errorsPage } from './pages/errors-page.js';
import { STYLE_PATH } from './pages/frame-page.js';
import { docsIndexPage } from './pages/index-page.js';
import { openApiPage, swaggerStart } from './pages/openapi-page.js';
import { style } from './pages/style.js';

export interface DocsPage {
  readonly type: 'html' | 'json' | 'css' | 'js';
  readonly body: string;
}

/** Finds the page of a path, null where there is none. Each is made when it is first asked for. */
export function docsPages(dialects: readonly Dialect[]): (path: string) => DocsPage | null {
  const makers: Record<string, () => DocsPage> = {
    '/docs': () => ({ type: 'html', body: docsIndexPage(dialects) }),
    '/docs/openapi': () => ({ type: 'html', body: openApiPage() }),
    '/docs/errors': () => ({ type: 'html', body: errorsPage() }),
    [STYLE_PATH]: () => ({ type: 'css', body: style }),
    [swaggerStart.path]: () => ({ type: 'js', body: swaggerStart.script }),
  };
  for (const dialect of dialects) {
    const path = `/docs/asyncapi/${dialect.name}`;
    makers[path] = () => ({ type: 'html', body: dialectPage(dialect.name, asyncApiDocument(dialect)) });
    makers[`${path}.json`] = () => ({ type: 'json', body: documentText(dialect) });
  }
  const made = new Map<string, DocsPage>();
  return (path) => {
    const page = made.get(path) ?? (Object.hasOwn(makers, path) ? makers[path]?.() : undefined);
    if (!page) return null;
    made.set(path, page);
    return page;
  };
}

/** The AsyncAPI document of a dialect as it is served and committed. */
export function documentText(dialect: Dialect): string {
  return `${JSON.stringify(asyncApiDocument(dialect), null, 2)}\n`;
}
