package org.jitsuin.ca.power;

import java.util.List;
import java.util.stream.Stream;

/** All who have powers here: roles, other people, programs, database users, tokens, files. */
public final class Actors {
  private Actors() {}

  /**
   * Returns all of them in the order of the document.
   *
   * @param endpoints of the office API
   * @param grants of the database's users
   */
  public static List<Actor> all(List<Endpoint> endpoints, Grants grants) {
    return Stream.of(
            RoleActors.all(endpoints),
            PersonActors.all(),
            ProcessActors.all(),
            DatabaseActors.all(grants),
            TokenActors.all(),
            PlaceActors.all())
        .flatMap(List::stream)
        .toList();
  }
}
