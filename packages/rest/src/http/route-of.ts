import { routes } from '../routes/routes.js';
import { routeMatcher } from './match-route.js';

const match = routeMatcher(routes);

/** The path of the route that answers such a request as the table says it, such as `/rooms/:id`; null when none does. */
export function routeOf(method: string, path: string): string | null {
  try {
    return match(method, path).route.path;
  } catch {
    return null;
  }
}
