package org.jitsuin.ca.power;

import java.util.Arrays;
import java.util.Locale;

/** How far one person, or one process, gets with something. */
public enum Bound {
  /** It reads and changes nothing. */
  READS(Group.READS),
  /** It holds at once. */
  ALONE(Group.ALONE),
  /** It holds at once, unless the office asks for a second person for acts of that kind. */
  WHERE_DEMANDED(Group.WITHIN_BOUNDS),
  /**
   * It holds at once up to a number in a day, unless the office asks for a second person; what is
   * beyond needs one.
   */
  BUDGET(Group.WITHIN_BOUNDS),
  /** Nothing happens until somebody else agrees. */
  PROPOSES(Group.WITH_SECOND_PERSON),
  /** It agrees to what somebody else asked for, and to nothing of its own. */
  AGREES(Group.WITH_SECOND_PERSON);

  /** What people are told first: whether somebody needs another. */
  public enum Group {
    READS,
    ALONE,
    WITHIN_BOUNDS,
    WITH_SECOND_PERSON
  }

  private final Group group;

  Bound(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

  /** The name in answers and documents, such as {@code where-demanded}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Bound byId(String id) {
    return Arrays.stream(values())
        .filter(bound -> bound.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bound is called " + id));
  }
}
