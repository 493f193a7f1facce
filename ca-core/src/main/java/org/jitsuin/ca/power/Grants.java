package org.jitsuin.ca.power;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users of the database may do, as the statements that grant it say.
 *
 * @param users by user and object, such as {@code status.feed}: the privileges, such as {@code
 *     SELECT} or, for a column, {@code UPDATE (last)}
 */
public record Grants(Map<String, NavigableMap<String, NavigableSet<String>>> users) {
  private static final String FILE = "R__grants.sql";

  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(GRANT|REVOKE) (.+) ON ([\\w`.*]+) (?:TO|FROM) ['`](\\w+)['`]@['`]%['`].*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ALL_TAKEN =
      Pattern.compile("REVOKE ALL PRIVILEGES, GRANT OPTION FROM '(\\w+)'@'%'");

  /** A privilege, with the columns that it is limited to. */
  private static final Pattern PRIVILEGE =
      Pattern.compile("([A-Z ]+?)\\s*(?:\\(([^)]*)\\))?(?:,|$)");

  public Grants {
    users = Collections.unmodifiableMap(new TreeMap<>(users));
  }

  /** Those that the installation gives, whose text is a part of the program. */
  public static Grants installed() {
    try (InputStream file = Grants.class.getResourceAsStream(FILE)) {
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads statements, each of which ends with a semicolon.
   *
   * @throws IllegalArgumentException if one is neither a grant nor a revocation of one
   */
  public static Grants parse(String statements) {
    Map<String, NavigableMap<String, NavigableSet<String>>> users = new TreeMap<>();
    for (String part : COMMENT.matcher(statements).replaceAll("").split(";", -1)) {
      String statement = part.strip().replaceAll("\\s+", " ");
      if (!statement.isEmpty()) {
        apply(users, statement);
      }
    }
    return new Grants(users);
  }

  private static void apply(
      Map<String, NavigableMap<String, NavigableSet<String>>> users, String statement) {
    Matcher all = ALL_TAKEN.matcher(statement);
    if (all.matches()) {
      users.put(all.group(1), new TreeMap<>());
      return;
    }
    Matcher matcher = STATEMENT.matcher(statement);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("neither GRANT nor REVOKE of a user: " + statement);
    }
    NavigableMap<String, NavigableSet<String>> objects =
        users.computeIfAbsent(matcher.group(4), _ -> new TreeMap<>());
    String object = matcher.group(3).replace("`", "");
    NavigableSet<String> privileges = privileges(matcher.group(2));
    if (matcher.group(1).equalsIgnoreCase("GRANT")) {
      objects.computeIfAbsent(object, _ -> new TreeSet<>()).addAll(privileges);
    } else if (objects.containsKey(object)) {
      objects.get(object).removeAll(privileges);
      objects.values().removeIf(NavigableSet::isEmpty);
    }
  }

  private static NavigableSet<String> privileges(String list) {
    NavigableSet<String> privileges = new TreeSet<>();
    Matcher matcher = PRIVILEGE.matcher(list);
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (matcher.group(2) == null) {
        privileges.add(name);
      } else {
        for (String column : matcher.group(2).replace("`", "").split(",", -1)) {
          privileges.add(name + " (" + column.strip() + ")");
        }
      }
    }
    return privileges;
  }
}
