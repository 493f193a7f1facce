package org.jitsuin.sandbox.boot;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.jitsuin.sandbox.keep.OwnFile;
import org.jitsuin.sandbox.keep.Secret;

/** What a sandbox keeps for itself, in files for their owner only. */
final class OwnFiles {
  private static final int KEY_BITS = 2048;

  private final Path directory;

  /** Takes a directory, made where it is not there. */
  OwnFiles(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  Path clients() {
    return directory.resolve("clients.json");
  }

  Path portal() {
    return directory.resolve("portal.json");
  }

  Path filings() {
    return directory.resolve("filings");
  }

  void keepPortal(String text) throws IOException {
    OwnFile.write(portal(), text);
  }

  /** The key for id tokens: parties that know it go on after a restart. */
  RSAKey key() throws IOException {
    Path file = directory.resolve("key.jwk");
    try {
      if (!Files.exists(file)) {
        RSAKey fresh =
            new RSAKeyGenerator(KEY_BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        OwnFile.write(file, fresh.toJSONString());
      }
      return RSAKey.parse(Files.readString(file));
    } catch (JOSEException | ParseException e) {
      throw new IOException(file + " has no key in it", e);
    }
  }

  /** The secret of which everybody's {@code sub} is made. */
  byte[] subjectSecret() throws IOException {
    Path file = directory.resolve("subjects.secret");
    if (!Files.exists(file)) {
      OwnFile.write(file, Secret.fresh());
    }
    return Files.readString(file).strip().getBytes(StandardCharsets.US_ASCII);
  }
}
