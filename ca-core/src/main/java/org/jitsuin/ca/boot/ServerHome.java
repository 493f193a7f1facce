package org.jitsuin.ca.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * What tells the starts of one server from those of another that was given the same name: a number
 * that is drawn once, in the directory that is each server's own.
 */
final class ServerHome {
  private static final String FILE = "server.id";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int OCTETS = 16;

  private ServerHome() {}

  /** Returns it; another each time where it cannot be kept. */
  static String of(Settings settings, SecureRandom random) {
    byte[] drawn = new byte[OCTETS];
    random.nextBytes(drawn);
    return of(settings.get(BaseSettings.AUDIT_DIRECTORY), HexFormat.of().formatHex(drawn));
  }

  static String of(Path directory, String drawn) {
    Path file = directory.resolve(FILE);
    try {
      if (Files.exists(file)) {
        String kept = Files.readString(file).strip();
        if (ID.matcher(kept).matches()) {
          return kept;
        }
      }
      Files.createDirectories(directory);
      Path fresh = directory.resolve(FILE + ".new");
      Files.writeString(fresh, drawn + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return drawn;
    } catch (IOException _) {
      // Then the next start waits to see whether this one lives.
      return drawn;
    }
  }
}
