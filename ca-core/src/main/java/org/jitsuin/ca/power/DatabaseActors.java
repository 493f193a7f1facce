package org.jitsuin.ca.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The users of the database: what they can do is what they are granted. */
final class DatabaseActors {
  private static final List<String> READING = List.of("SELECT");
  private static final String TRIED =
      "org.jitsuin.ca.store.GrantsTest#execute_whatTheServiceHasNoNeedOf_denied";
  private static final String LISTED =
      "org.jitsuin.ca.store.GrantListTest#statements_triedUponEveryColumn_workWhereListed";
  private static final String NO_SCHEMA =
      "org.jitsuin.ca.store.GrantsTest#execute_changeOfTheSchema_denied";

  /** Beside the grants: what no test of ours needs to be read from them. */
  private static final Map<String, List<Never>> NEVER =
      Map.of(
          "jitsuin_ca",
          List.of(
              Never.of("change or delete an entry of the audit log, or of the feed", TRIED),
              Never.of("delete what was issued, or an intent", TRIED),
              Never.of("put another certificate in the place of one, or another hash", LISTED),
              Never.of("change whose a staff certificate is, or who proposed what", LISTED),
              Never.of("change a table", NO_SCHEMA)),
          "jitsuin_ocsp",
          List.of(
              Never.of("read the schemas ca and audit", TRIED),
              Never.of("change a status", TRIED),
              Never.of("change a table", NO_SCHEMA)),
          "jitsuin_crl",
          List.of(
              Never.of(
                  "read the schema ca; reach a head, a lease or an entry of the authority", TRIED),
              Never.of("change a status", TRIED),
              Never.of("change a table", NO_SCHEMA)));

  private DatabaseActors() {}

  static List<Actor> all(Grants grants) {
    return grants.users().entrySet().stream()
        .map(user -> actor(user.getKey(), user.getValue()))
        .toList();
  }

  /** With the columns of one kind together: {@code SELECT, UPDATE (last, open)}. */
  private static String privileges(NavigableSet<String> privileges) {
    Map<String, List<String>> columns = new TreeMap<>();
    for (String privilege : privileges) {
      String[] parts = privilege.split(" \\(|\\)", -1);
      columns
          .computeIfAbsent(parts[0], _ -> new ArrayList<>())
          .addAll(List.of(parts).subList(1, Math.min(parts.length, 2)));
    }
    return columns.entrySet().stream()
        .map(one ->
            one.getKey()
                + (one.getValue().isEmpty() ? "" : " (" + String.join(", ", one.getValue()) + ")"))
        .collect(Collectors.joining(", "));
  }

  private static Actor actor(String user, NavigableMap<String, NavigableSet<String>> objects) {
    List<Deed> deeds =
        objects.entrySet().stream()
            .map(object ->
                Deed.of(
                    READING.containsAll(object.getValue()) ? Bound.READS : Bound.ALONE,
                    privileges(object.getValue()) + " on " + object.getKey()))
            .toList();
    return new Actor(
        Actor.Kind.DATABASE_USER,
        user,
        "Database user " + user,
        "データベース利用者 " + user,
        "What is granted to it, as R__grants.sql says.",
        deeds,
        NEVER.getOrDefault(user, List.of()),
        Optional.empty());
  }
}
