package org.jitsuin.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** A log with a key in memory. */
public final class SoftwareLog {
  private final LogFiles files;
  private final KeyPair keys;
  private final NoteKey key;
  private final LogWriter writer;

  public SoftwareLog(Path directory, String origin) {
    this.files = new LogFiles(directory);
    this.keys = keyPair();
    this.key = NoteKey.ofLog(origin, keys.getPublic());
    this.writer = LogWriter.begin(files);
  }

  private SoftwareLog(Path directory, SoftwareLog twin) {
    this.files = new LogFiles(directory);
    this.keys = twin.keys;
    this.key = twin.key;
    this.writer = LogWriter.begin(files);
  }

  /** Another log that is signed with the same key. */
  public SoftwareLog fork(Path directory) {
    return new SoftwareLog(directory, this);
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public NoteKey key() {
    return key;
  }

  public LogFiles files() {
    return files;
  }

  public void append(String entry) {
    writer.append(entry.getBytes(StandardCharsets.UTF_8));
  }

  /** Entries until there are so many. */
  public SoftwareLog grow(int size) {
    while (writer.size() < size) {
      writer.append(Entries.entry((int) writer.size()));
    }
    return this;
  }

  /** Signs the log as it is, and publishes that. */
  public SignedNote publish() {
    SignedNote note = sign(new Checkpoint(key.name(), writer.size(), writer.show()));
    files.publish(note.bytes());
    return note;
  }

  public SignedNote sign(Checkpoint checkpoint) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
      return new SignedNote(checkpoint.text(), List.of(key.signature(signer.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
