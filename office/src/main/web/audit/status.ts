/** What GET /status says of the log. */
export interface LogStatus {
  readonly condition: string;
  readonly why: readonly string[];
  readonly signedAt?: string;
  readonly ageSeconds?: number;
  readonly witnesses: readonly WitnessStatus[];
}

export interface WitnessStatus {
  readonly name: string;
  readonly condition: string;
  readonly why: readonly string[];
  readonly size?: number;
  readonly askedAt?: string;
}
