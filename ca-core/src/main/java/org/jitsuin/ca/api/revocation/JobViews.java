package org.jitsuin.ca.api.revocation;

import java.util.List;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.massrevocation.JobView;

/** Answers about mass revocations. Components that are absent are null here only. */
final class JobViews {
  private JobViews() {}

  record JobsView(List<JobView> jobs, @Absent Long next) {}
}
