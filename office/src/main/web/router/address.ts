/** Addresses of views inside of an entry: opaque ids and dates only, never a name, a register id or anything else of a person. */

export type Params = Readonly<Record<string, string>>;

const ID = /^[A-Za-z0-9._:~-]{1,120}$/;

/** Makes an address out of a pattern such as `cards/:card`. Refuses what is no id. */
export function address(pattern: string, params: Params = {}, query: Params = {}): string {
  const path = pattern.replace(/:([a-z]+)/gi, (_, name: string) => checked(name, params[name]));
  const pairs = Object.entries(query).filter(([, value]) => value !== '');
  const rest = pairs.map(([name, value]) => `${name}=${checked(name, value)}`).join('&');
  return rest ? `${path}?${rest}` : path;
}

function checked(name: string, value: string | undefined): string {
  if (value === undefined || !ID.test(value)) {
    // The value is not told: it may be what must not be in an address.
    throw new Error(`${name} is no id and does not go into an address`);
  }
  return value;
}

/** Reads a path by a pattern; null where it is another one. */
export function matched(pattern: string, path: string): Params | null {
  const names: string[] = [];
  const expression = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:([a-z]+)/gi, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const found = new RegExp(`^${expression}/?$`).exec(path);
  if (!found) return null;
  const values = found.slice(1);
  return values.every((value) => ID.test(value))
    ? Object.fromEntries(names.map((name, place) => [name, values[place]!]))
    : null;
}
