package org.jitsuin.audit.auditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.jitsuin.audit.tlog.Cosigner;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.audit.tlog.Witness.WitnessMemory;
import org.jitsuin.base.model.Fingerprint;

/** The directory of a witness: its key, and the last checkpoint that it cosigned of each log. */
final class WitnessFiles implements WitnessMemory {
  private static final String KEY = "witness.key";
  private static final String VERIFIER = "witness.vkey";

  private final Path directory;

  WitnessFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  /** The name under which a log's checkpoint is asked for: the hash of its origin. */
  static String name(String origin) {
    return Fingerprint.of(origin.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public Optional<SignedNote> last(String origin) {
    Path file = directory.resolve(name(origin));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          SignedNote.parse(Files.readAllBytes(file))
              .orElseThrow(() -> new LogDamaged(file + " cannot be read")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public void keep(String origin, SignedNote cosigned) {
    write(name(origin), cosigned.bytes(), "rw-r--r--");
  }

  /**
   * The key, made at first use.
   *
   * @param name of the witness
   */
  Cosigner cosigner(String name) {
    Path file = directory.resolve(KEY);
    try {
      if (!Files.exists(file)) {
        KeyPair fresh = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteKey key = NoteKey.ofWitness(name, fresh.getPublic());
        write(VERIFIER, (key + "\n").getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        // Last: without it the next start begins anew.
        write(KEY, fresh.getPrivate().getEncoded(), "rw-------");
      }
      PrivateKey privateKey =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
      return new Cosigner(verifier(name), privateKey);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (GeneralSecurityException e) {
      throw new LogDamaged(file + " is not an Ed25519 key", e);
    }
  }

  private NoteKey verifier(String name) throws IOException {
    Path file = directory.resolve(VERIFIER);
    return NoteKey.parse(Files.readString(file).strip())
        .filter(key -> key.name().equals(name))
        .orElseThrow(() -> new LogDamaged(file + " is not the key of " + name));
  }

  private void write(String name, byte[] bytes, String permissions) {
    Path file = directory.resolve(name);
    Path draft = directory.resolve(name + ".draft");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(bytes));
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
        parent.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
