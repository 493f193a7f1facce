package org.jitsuin.launcher.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SoftHsm;
import org.jitsuin.launcher.installation.Trees;

/** The files of SoftHSM tokens, by their names below the directory that it keeps them in. */
final class TokenFiles {
  private static final String TOKENS = "tokens/";

  private TokenFiles() {}

  /** Returns where SoftHSM keeps the tokens of that directory. */
  static Path directory(SoftHsm softHsm) {
    return softHsm.configuration().resolveSibling("tokens");
  }

  /** Returns whether there is any token. */
  static boolean there(SoftHsm softHsm) {
    Path directory = directory(softHsm);
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + directory, e);
    }
  }

  /** Reads all token files; some hundred at the most. */
  static Map<String, Bytes> read(SoftHsm softHsm) {
    Path directory = directory(softHsm);
    Map<String, Bytes> files = new HashMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> regular =
          tree.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
      for (Path file : regular) {
        files.put(TOKENS + directory.relativize(file), Bytes.of(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens in " + directory + " cannot be read", e);
    }
    return files;
  }

  /** Writes them where there are none, all or nothing. */
  static void write(SoftHsm softHsm, Map<String, Bytes> files) {
    softHsm.prepare();
    Path directory = directory(softHsm).toAbsolutePath().normalize();
    Path fresh = directory.resolveSibling("tokens.new");
    Trees.delete(fresh);
    files.forEach((name, content) -> {
      if (name.startsWith(TOKENS)) {
        Path file = fresh.resolve(name.substring(TOKENS.length())).normalize();
        if (!file.startsWith(fresh)) {
          throw new SetupFailure("the backup names a file outside of the tokens: " + name);
        }
        Secrets.write(file, content.bytes());
      }
    });
    try {
      Files.delete(directory);
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens cannot be put into " + directory, e);
    }
  }
}
