import type { Route } from './route.js';

/** The use case, or the path in camelCase where there is none: the `operationId` of the OpenAPI document and the name in the metrics. */
export function routeName({ useCase, method, path }: Pick<Route, 'useCase' | 'method' | 'path'>): string {
  const shared = path.startsWith('/files/:id/');
  const words = path.split(/[/\-.:]/).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return (shared ? null : useCase) ?? `${method.toLowerCase()}${name}`;
}
