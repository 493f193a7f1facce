import type { Entry, Numbered } from '$/audit/entry';
import type { CardFile, FoundCard, Option, Receipt, TimeLineFile } from '$/counter/api';
import type { CardOrder } from '$/counter/keys/orders';
import type { Application, DualControl, Job, Letters, Notice, Suspension } from '$/counter/tasks/types';
import type { Caller } from '$/api/caller';
import type { Problem } from '$/api/problem';
import type { Hit, Suspended } from '$/lossline/call';
import type { Status } from '$/operations/status';
import type { Result } from '$/register/batch';
import type { components } from '../../../target/api/schema';

/**
 * What the pages read is what the API's own description (docs/openapi.json) says that it answers: the types are generated from it, and an
 * answer that lost a member or may lack one, or that says other words, does not compile here.
 */

type Schemas = components['schemas'];

/** The answers of the API as they come, each of which can be read as the pages do. */
interface Answered {
  Caller: Schemas['Caller'];
  Card: Schemas['FullCard'];
  Option: Schemas['Option'];
  TimeLine: Schemas['TimeLine'];
  Found: Schemas['FoundCard'];
  Order: Schemas['CardOrder'];
  Receipt: Schemas['Receipt'];
  Problem: Schemas['Problem'];
  Application: Schemas['Application'];
  Notice: Schemas['Notice'];
  Letters: Schemas['Letters'];
  Suspension: Schemas['SuspendedCard'];
  Job: Schemas['Job'];
  DualControl: Schemas['DualControl'];
  Hit: Schemas['PersonsCard'];
  Suspended: Schemas['Suspension'];
  Status: Schemas['Status'];
  Numbered: Schemas['NumberedEntry'];
  Line: Schemas['TakenLine'] | Schemas['RefusedLine'];
}

interface Read {
  Caller: Caller;
  Card: CardFile;
  Option: Option;
  TimeLine: TimeLineFile;
  Found: FoundCard;
  Order: CardOrder;
  Receipt: Receipt;
  Problem: Omit<Problem, 'retryAfter'>;
  Application: Application;
  Notice: Notice;
  Letters: Letters;
  Suspension: Suspension;
  Job: Job;
  DualControl: DualControl;
  Hit: Hit;
  Suspended: Suspended;
  Status: Status;
  // Which actors and which ends of lines there are, the document leaves open.
  Numbered: Pick<Numbered, 'number'> & { readonly entry: Omit<Entry, 'actor'> };
  Line: Omit<Result, 'status'>;
}

export const agreement: { [Name in keyof Read]: (answer: Answered[Name]) => Read[Name] } = {
  Caller: (answer) => answer,
  Card: (answer) => answer,
  Option: (answer) => answer,
  TimeLine: (answer) => answer,
  Found: (answer) => answer,
  Order: (answer) => answer,
  Receipt: (answer) => answer,
  Problem: (answer) => answer,
  Application: (answer) => answer,
  Notice: (answer) => answer,
  Letters: (answer) => answer,
  Suspension: (answer) => answer,
  Job: (answer) => answer,
  DualControl: (answer) => answer,
  Hit: (answer) => answer,
  Suspended: (answer) => answer,
  Status: (answer) => answer,
  Numbered: (answer) => answer,
  Line: (answer) => answer,
};
