import { toChatError } from './to-chat-error.js';

type Method = (...args: readonly unknown[]) => unknown;

function shielded(method: Method, store: object): Method {
  return (...args) => {
    const result = method.apply(store, [...args]);
    return result instanceof Promise
      ? result.catch((error: unknown) => {
          throw toChatError(error);
        })
      : result;
  };
}

/** The same store, whose promises reject with ChatError only: the one place where the driver's errors end. */
export function shield<Store extends object>(store: Store): Store {
  const methods = new Map<PropertyKey, Method>();
  return new Proxy(store, {
    get(target, name) {
      const known = methods.get(name);
      if (known) return known;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      // Called on the store itself: its private fields are not the proxy's.
      const method = shielded(value as Method, target);
      methods.set(name, method);
      return method;
    },
  });
}
