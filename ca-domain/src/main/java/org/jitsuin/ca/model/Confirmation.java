package org.jitsuin.ca.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.ca.model.Resident.Item;

/**
 * What the register itself has said of a resident whose data an office entered.
 *
 * @param differing the items that the register has otherwise; exactly where it said so
 */
public record Confirmation(State state, Set<Item> differing) {
  /** Nothing was said: the resident is known by an office alone. */
  public static final Confirmation AWAITED = new Confirmation(State.AWAITED, Set.of());

  /** The resident is in the register, with that data. */
  public static final Confirmation CONFIRMED = new Confirmation(State.CONFIRMED, Set.of());

  private static final String BEFORE_ITEMS = ":";

  public Confirmation {
    differing = Set.copyOf(differing);
    if ((state == State.DIFFERS) == differing.isEmpty()) {
      throw new IllegalArgumentException("items differ exactly where the register says so");
    }
  }

  /** What was said, if anything. */
  public enum State {
    CONFIRMED("confirmed"),
    AWAITED("awaited"),
    DIFFERS("differs");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** The name in the API and in audit entries. */
    public String id() {
      return id;
    }
  }

  /** The register has those items otherwise; it has all as they are where there are none. */
  public static Confirmation differingIn(Set<Item> items) {
    return items.isEmpty() ? CONFIRMED : new Confirmation(State.DIFFERS, items);
  }

  public boolean isConfirmed() {
    return state == State.CONFIRMED;
  }

  /** The names of the items that differ, as the API and audit entries say them. */
  public List<String> differingIds() {
    return differing.stream().map(Item::id).sorted().toList();
  }

  /** The text in the database, such as {@code differs:address,name}. */
  public String text() {
    return differing.isEmpty()
        ? state.id()
        : state.id() + BEFORE_ITEMS + String.join(",", differingIds());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws java.util.NoSuchElementException if it did not
   */
  public static Confirmation parse(String text) {
    String[] parts = text.split(BEFORE_ITEMS, 2);
    State state =
        Arrays.stream(State.values())
            .filter(one -> one.id.equals(parts[0]))
            .findFirst()
            .orElseThrow();
    Set<Item> items =
        parts.length == 1
            ? EnumSet.noneOf(Item.class)
            : Arrays.stream(parts[1].split(","))
                .map(Item::byId)
                .map(Optional::orElseThrow)
                .collect(Collectors.toSet());
    return new Confirmation(state, items);
  }
}
