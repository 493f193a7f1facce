package org.jitsuin.launcher.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rules of where an installation may be. WildFly's script takes a path apart at spaces and
 * evaluates what a shell would, SoftHSM's configuration ends at {@code #} and {@code =}, MariaDB's
 * lists of directories at {@code :}; so letters and digits of any script are taken, and few signs.
 */
public final class HomePlace {
  private static final String SIGNS = "/._-+@~,";

  /** MariaDB's paths have 512 octets at the most, its tables' names among them. */
  private static final int LONGEST = 300;

  private HomePlace() {}

  /**
   * The same place without links: processes are known by the paths that they were given, and each
   * program resolves links in its own way.
   */
  static Path resolved(Path home) {
    Path absolute = home.toAbsolutePath();
    for (Path there = absolute; there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          Path real = there.toRealPath();
          return real.resolve(there.relativize(absolute)).normalize();
        } catch (IOException e) {
          throw new UncheckedIOException("the directory " + there + " cannot be looked at", e);
        }
      }
    }
    return absolute.normalize();
  }

  /** Returns what is wrong with the place, as a sentence; empty if nothing is. */
  public static Optional<String> problem(Path home) {
    String path = home.toString();
    return path.codePoints()
        .filter(sign -> !isTaken(sign))
        .mapToObj(HomePlace::name)
        .findFirst()
        .map(sign ->
            "the path "
                + path
                + " has "
                + sign
                + " in it, which the programs used here do not take")
        .or(() -> tooLong(path))
        .map(problem -> problem + "; choose another directory with JITSUIN_HOME");
  }

  private static boolean isTaken(int sign) {
    return Character.isLetterOrDigit(sign)
        || Character.getType(sign) == Character.NON_SPACING_MARK
        || SIGNS.indexOf(sign) >= 0;
  }

  private static Optional<String> tooLong(String path) {
    int octets = path.getBytes(StandardCharsets.UTF_8).length;
    return octets > LONGEST
        ? Optional.of("the path " + path + " has " + octets + " octets, more than " + LONGEST)
        : Optional.empty();
  }

  private static String name(int sign) {
    return sign == ' '
        ? "a space"
        : Character.isISOControl(sign)
            ? "a control character"
            : "the sign " + Character.toString(sign);
  }
}
