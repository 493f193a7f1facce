package org.jitsuin.ca.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.time.JapanTime;

/** The rules by which one person is erased before the daily work would do it. */
public final class ErasureRules {
  private ErasureRules() {}

  /**
   * What is known of a person.
   *
   * @param live the certificates that are good or on hold
   * @param openApplications those that nobody has finished
   * @param heldEvents those on which two operators have not decided
   * @param lastDays the last day of each card and certificate, in Japan
   */
  public record Facts(int live, int openApplications, int heldEvents, List<LocalDate> lastDays) {
    public Facts {
      lastDays = List.copyOf(lastDays);
    }
  }

  /**
   * Returns what stands in the way, as a sentence for the operators; nothing of the person is in
   * it.
   *
   * <p>No ground lets a certificate stay good that nobody could suspend or revoke any more.
   */
  public static Optional<String> obstacle(Facts facts, ErasureGround ground, Instant now) {
    if (facts.live() > 0) {
      return Optional.of(
          facts.live() + " certificates are good or on hold; let them be revoked first");
    }
    if (facts.openApplications() > 0) {
      return Optional.of(
          facts.openApplications() + " applications are open; let the office end them first");
    }
    if (facts.heldEvents() > 0) {
      return Optional.of(facts.heldEvents() + " resident events are held; decide on them first");
    }
    LocalDate over = TenYears.over(JapanTime.date(now));
    return ground.overridesRetention()
        ? Optional.empty()
        : facts.lastDays().stream()
            .filter(day -> day.isAfter(over))
            .map(TenYears::erasableFrom)
            .max(LocalDate::compareTo)
            .map(day ->
                "records must be kept until "
                    + day.minusDays(1)
                    + "; another ground goes before that: --ground");
  }
}
