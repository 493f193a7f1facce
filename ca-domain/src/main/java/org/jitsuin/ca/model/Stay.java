package org.jitsuin.ca.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The residence of a foreign resident (在留); Japanese nationals have none.
 *
 * @param status 在留資格, as far as it matters here
 * @param until the last day of the period of stay (在留期間の満了の日); absent where there is none
 */
public record Stay(Status status, Optional<LocalDate> until) {
  public Stay {
    if (status == Status.OTHER && until.isEmpty()) {
      throw new IllegalArgumentException("stay with status other needs the member until");
    }
  }

  /**
   * The day with which cards end at the latest; none for the excepted statuses (leaflet, card §4).
   */
  public Optional<LocalDate> limit() {
    return status == Status.OTHER ? until : Optional.empty();
  }

  /** The status of residence (在留資格). */
  public enum Status {
    /** Highly skilled professional (ii) (高度専門職第2号). */
    HIGHLY_SKILLED_PROFESSIONAL_2("highly-skilled-professional-2"),
    /** Permanent resident (永住者). */
    PERMANENT_RESIDENT("permanent-resident"),
    /** Special permanent resident (特別永住者). */
    SPECIAL_PERMANENT_RESIDENT("special-permanent-resident"),
    /** Another status, with a period of stay. */
    OTHER("other");

    private final String id;

    Status(String id) {
      this.id = id;
    }

    /** The name in the API and in the database. */
    public String id() {
      return id;
    }

    public static Optional<Status> byId(String id) {
      return Arrays.stream(values()).filter(status -> status.id.equals(id)).findFirst();
    }
  }
}
