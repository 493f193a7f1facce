package org.jitsuin.ca.api.application;

import java.util.List;
import org.jitsuin.ca.application.ApplicationView;
import org.jitsuin.ca.json.Absent;

/**
 * Answers about applications, dual control and issuing. Components that are absent are null here
 * only.
 */
final class ApplicationViews {
  private ApplicationViews() {}

  record ApplicationsView(List<ApplicationView> applications, @Absent Long next) {}
}
