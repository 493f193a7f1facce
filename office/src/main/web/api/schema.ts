import type { components } from '../../../../target/api/schema';

/** What the API's own description (docs/openapi.json) says of answers and requests; generated, so that it cannot part from it. */
export type Schemas = components['schemas'];
