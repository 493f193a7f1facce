import type { Schemas } from '$/api/schema';

/** What GET /status says of the log. */
export type LogStatus = Schemas['StatusLog'];
export type WitnessStatus = Schemas['StatusWitness'];
