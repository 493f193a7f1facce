package org.jitsuin.ca.power;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody or something that has powers.
 *
 * @param id the name in answers; of a role the role's, of a database user the user's
 * @param japanese what it is called in Japanese
 * @param about who or what that is
 * @param compromise what it costs if it is taken over; empty where there is nothing to take
 */
public record Actor(
    Kind kind,
    String id,
    String name,
    String japanese,
    String about,
    List<Deed> deeds,
    List<Never> never,
    Optional<Compromise> compromise) {
  public Actor {
    deeds = List.copyOf(deeds);
    never = List.copyOf(never);
  }

  /** What an actor is; the order is that of the document. */
  public enum Kind {
    /** Whoever holds a client certificate with that role. */
    ROLE,
    /** People and systems that need none. */
    PERSON,
    /** A program that runs. */
    PROCESS,
    /** A user of the database. */
    DATABASE_USER,
    /** A token with private keys. */
    TOKEN,
    /** Files below the home directory. */
    PLACE;

    /** The name in answers, such as {@code database-user}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Returns what it can do within that group, in the order in which it was said. */
  public List<Deed> deeds(Bound.Group group) {
    return deeds.stream().filter(deed -> deed.bound().group() == group).toList();
  }
}
