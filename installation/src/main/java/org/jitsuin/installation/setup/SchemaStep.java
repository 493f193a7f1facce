package org.jitsuin.installation.setup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of the schema: one numbered migration.
 *
 * @param script the name of its file
 */
public record SchemaStep(int version, Kind kind, String script) implements Comparable<SchemaStep> {
  /** Migrations up to this one were begun before steps had kinds; none takes anything away. */
  static final int BEFORE_KINDS = 79;

  private static final Pattern NAME = Pattern.compile("V([1-9][0-9]{0,8})__.*\\.sql");
  private static final Pattern MARK = Pattern.compile("^-- Step: (expand|contract)\\.$");

  /** What a step does to programs of the release before. */
  public enum Kind {
    /** They go on: there is only more than before. */
    EXPAND,
    /** They cannot live with it: something is gone, or is another. */
    CONTRACT
  }

  /** Returns whether a file is a numbered migration. */
  static boolean isOne(String script) {
    return NAME.matcher(script).matches();
  }

  /**
   * Reads what a file says of itself, in its first line.
   *
   * @throws IllegalArgumentException if it says nothing
   */
  static SchemaStep of(String script, String text) {
    Matcher name = NAME.matcher(script);
    if (!name.matches()) {
      throw new IllegalArgumentException(script + " is no numbered migration");
    }
    int version = Integer.parseInt(name.group(1));
    Matcher mark = MARK.matcher(text.lines().findFirst().orElse(""));
    if (mark.matches()) {
      Kind kind = mark.group(1).equals("expand") ? Kind.EXPAND : Kind.CONTRACT;
      return new SchemaStep(version, kind, script);
    }
    if (version > BEFORE_KINDS) {
      throw new IllegalArgumentException(
          script + " does not begin with \"-- Step: expand.\" or \"-- Step: contract.\"");
    }
    return new SchemaStep(version, Kind.EXPAND, script);
  }

  boolean contracts() {
    return kind == Kind.CONTRACT;
  }

  @Override
  public int compareTo(SchemaStep other) {
    return Integer.compare(version, other.version);
  }
}
