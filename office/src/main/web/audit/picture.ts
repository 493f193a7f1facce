import type { Step } from '$/tlog/tree';

/** A node of the picture: where it stands and what it is. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: 'leaf' | 'inner' | 'sibling' | 'root';
}

/** A line between two nodes, upwards. */
export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly own: boolean;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
}

const RISE = 34;
const HALF = 42;
const MARGIN = 26;

/** Draws a path from a leaf below to the root above: each node above the middle of its two children. */
export function pictureOf(steps: readonly Pick<Step, 'side'>[]): Picture {
  const places: number[] = [0];
  for (const { side } of steps) places.push(places.at(-1)! + (side === 'left' ? -HALF : HALF));
  const siblings = steps.map(({ side }, step) => places[step]! + (side === 'left' ? -2 : 2) * HALF);
  const left = Math.min(...places, ...siblings) - MARGIN;
  const right = Math.max(...places, ...siblings) + MARGIN;
  const height = steps.length * RISE + 2 * MARGIN;
  const at = (step: number) => height - MARGIN - step * RISE;
  const own: Mark[] = places.map((x, step) => ({
    x: x - left,
    y: at(step),
    kind: step === 0 ? 'leaf' : step === steps.length ? 'root' : 'inner',
  }));
  const beside: Mark[] = siblings.map((x, step) => ({ x: x - left, y: at(step), kind: 'sibling' }));
  const line = (from: Mark, to: Mark, mine: boolean): Line => ({ x1: from.x, y1: from.y, x2: to.x, y2: to.y, own: mine });
  const lines = steps.flatMap((_, step) => [
    line(beside[step]!, own[step + 1]!, false),
    line(own[step]!, own[step + 1]!, true),
  ]);
  return { width: right - left, height, marks: [...beside, ...own], lines };
}
