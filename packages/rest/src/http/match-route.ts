import { groupBy } from './group-by.js';
import { HttpProblem } from './http-problem.js';
import type { Route } from './route.js';

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; HEAD is answered by GET. @throws HttpProblem `route_not_found`, `method_not_allowed` */
export type RouteMatcher = (method: string, path: string) => Match;

/** Sorts the routes by their first segment once; paths are compared segment by segment, so that no request costs a backtrack. */
export function routeMatcher(routes: readonly Route[]): RouteMatcher {
  const bySegment = groupBy(routes, ({ path }) => path.split('/')[1]);
  return (method, path) => {
    const segments = path.split('/');
    const here = (bySegment.get(segments[1]) ?? []).flatMap((route) => {
      const params = paramsOf(route.path.split('/'), segments);
      return params ? [{ route, params }] : [];
    });
    if (here.length === 0) throw new HttpProblem('route_not_found');
    const wanted = method === 'HEAD' ? 'GET' : method;
    // A literal segment beats a parameter: the table lists it first.
    const match = here.find(({ route }) => route.method === wanted);
    if (!match)
      throw new HttpProblem('method_not_allowed', { Allow: allowed(here.map(({ route }) => route.method)) });
    return match;
  };
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':') && segment !== '') params[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}

function allowed(methods: readonly string[]): string {
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(
    ', ',
  );
}
