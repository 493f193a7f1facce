package org.jitsuin.ca.power;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jitsuin.ca.api.http.Endpoints;
import org.jitsuin.ca.model.Role;

/** {@code docs/powers.md}, as it follows from the program. */
final class PowersDocument {
  private static final String HEAD =
      """
      # Powers

      Who can do what: alone, with a second person, or never; and what it costs if a key, an account or a password is in other hands.
      This page is written from the program, as is `GET /api/v1/powers`, which auditors ask: endpoints and roles from the methods that serve them, the database's users from their
      grants (`R__grants.sql`), the rest from the package `org.jitsuin.ca.power`. A test compares it; `-Djitsuin.docs=write` writes it anew. What is said to be impossible names the test that shows it, and a test
      looks whether that is there. What to do when it happens: [incident.md](incident.md).

      | | |
      | --- | --- |
      | `reads` | changes nothing |
      | `alone` | holds at once |
      | `where-demanded` | holds at once, unless the office asks for a second person for acts of that kind |
      | `budget` | holds at once up to a number in a day, unless the office asks for a second person; what is beyond needs one |
      | `proposes` | nothing happens until somebody else agrees |
      | `agrees` | only to what somebody else asked for |

      A refused request leaves `refused`, whoever asks.
      """;

  private static final Map<Actor.Kind, String> PARTS =
      Map.of(
          Actor.Kind.ROLE, "Roles of the office API",
          Actor.Kind.PERSON, "People and systems beside it",
          Actor.Kind.PROCESS, "Programs",
          Actor.Kind.DATABASE_USER, "Users of the database",
          Actor.Kind.TOKEN, "Tokens",
          Actor.Kind.PLACE, "Files below the home directory");

  private static final Map<Bound.Group, String> GROUPS =
      Map.of(
          Bound.Group.READS, "Reads",
          Bound.Group.ALONE, "Alone",
          Bound.Group.WITHIN_BOUNDS, "Alone within bounds",
          Bound.Group.WITH_SECOND_PERSON, "With a second person");

  private PowersDocument() {}

  static List<Endpoint> endpoints() {
    return Endpoints.of(
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.jitsuin.ca.api")
                .stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .<Class<?>>map(JavaClass::reflect)
                .toList());
  }

  static List<Actor> actors() {
    return Actors.all(endpoints(), Grants.installed());
  }

  static String text() {
    List<String> parts = new ArrayList<>();
    parts.add(HEAD.stripTrailing());
    for (Actor.Kind kind : Actor.Kind.values()) {
      List<Actor> actors = actors().stream().filter(actor -> actor.kind() == kind).toList();
      parts.add("## " + PARTS.get(kind));
      switch (kind) {
        case ROLE -> {
          parts.add(matrix());
          actors.forEach(actor -> parts.add(section(actor)));
        }
        case DATABASE_USER -> parts.add(users(actors));
        case PLACE -> parts.add(places(actors));
        default -> actors.forEach(actor -> parts.add(section(actor)));
      }
    }
    return String.join("\n\n", parts) + "\n";
  }

  private static String matrix() {
    List<String> roles = Arrays.stream(Role.values()).map(Role::id).toList();
    List<String> lines = new ArrayList<>();
    lines.add("| Endpoint | " + String.join(" | ", roles) + " | Entries |");
    lines.add("| --- |" + " --- |".repeat(roles.size() + 1));
    for (Endpoint endpoint : endpoints()) {
      TreeSet<String> entries = new TreeSet<>();
      endpoint.roles().values().forEach(deed -> entries.addAll(deed.entries()));
      lines.add(
          roles.stream()
              .map(role ->
                  Optional.ofNullable(endpoint.roles().get(role))
                      .map(deed -> deed.bound().id())
                      .orElse(""))
              .collect(
                  Collectors.joining(
                      " | ", "| `" + endpoint.address() + "` | ", " | " + codes(entries) + " |")));
    }
    return String.join("\n", lines);
  }

  private static String codes(Iterable<String> names) {
    List<String> codes = new ArrayList<>();
    names.forEach(name -> codes.add("`" + name + "`"));
    return String.join(" ", codes);
  }

  private static String section(Actor actor) {
    List<String> lines = new ArrayList<>();
    lines.add("### " + actor.name() + " · " + actor.japanese());
    lines.add("");
    lines.add(actor.about());
    lines.add("");
    lines.add("| | |");
    lines.add("| --- | --- |");
    for (Bound.Group group : Bound.Group.values()) {
      List<Deed> deeds = actor.deeds(group);
      boolean inTheMatrix = actor.kind() == Actor.Kind.ROLE && group == Bound.Group.READS;
      if (!deeds.isEmpty() && !inTheMatrix) {
        lines.add("| " + GROUPS.get(group) + " | " + joined(deeds) + " |");
      }
    }
    for (Never never : actor.never()) {
      lines.add("| Never | " + never.what() + " (" + tests(never.shownBy()) + ") |");
    }
    actor.compromise().ifPresent(compromise -> lines.addAll(cost(compromise)));
    return String.join("\n", lines);
  }

  private static String joined(List<Deed> deeds) {
    return deeds.stream()
        .map(deed ->
            deed.endpoint()
                .map(endpoint -> "`" + endpoint + "`")
                .orElseGet(() ->
                    deed.what()
                        + (deed.entries().isEmpty() ? "" : " (" + codes(deed.entries()) + ")")))
        .collect(Collectors.joining("; "));
  }

  private static List<String> cost(Compromise compromise) {
    List<String> lines = new ArrayList<>();
    lines.add("| **Taken over: reach** | " + compromise.reach() + " |");
    lines.add("| **seen** | " + compromise.seen() + " |");
    lines.add("| **ended** | " + compromise.ended() + " |");
    if (!compromise.drills().isEmpty()) {
      lines.add("| **played by** | " + tests(compromise.drills()) + " |");
    }
    return lines;
  }

  /** Without the package, by which a reader looks for them in vain. */
  private static String tests(List<String> references) {
    return references.stream()
        .map(reference -> "`" + reference.replaceFirst("^([a-z]+\\.)+", "") + "`")
        .collect(Collectors.joining(", "));
  }

  private static String users(List<Actor> users) {
    List<String> lines = new ArrayList<>();
    lines.add("| User | Reads | Changes | Never |");
    lines.add("| --- | --- | --- | --- |");
    for (Actor user : users) {
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  user.id(),
                  rights(user.deeds(Bound.Group.READS)),
                  rights(user.deeds(Bound.Group.ALONE)),
                  user.never().stream()
                      .map(never -> never.what() + " (" + tests(never.shownBy()) + ")")
                      .collect(Collectors.joining("; "))));
    }
    return String.join("\n", lines);
  }

  private static String rights(List<Deed> deeds) {
    return deeds.stream().map(Deed::what).collect(Collectors.joining("; "));
  }

  private static String places(List<Actor> places) {
    List<String> lines = new ArrayList<>();
    lines.add("| Place | 日本語 | What | Who | Other accounts of the machine |");
    lines.add("| --- | --- | --- | --- | --- |");
    for (Actor place : places) {
      lines.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  place.name(),
                  place.japanese(),
                  place.about(),
                  rights(place.deeds()),
                  place.never().isEmpty()
                      ? ""
                      : "never (" + tests(place.never().getFirst().shownBy()) + ")"));
    }
    return String.join("\n", lines);
  }
}
