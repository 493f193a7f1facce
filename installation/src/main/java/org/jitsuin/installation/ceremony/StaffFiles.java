package org.jitsuin.installation.ceremony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.installation.setup.Secrets;

/**
 * The directory {@code staff/} of an installation: the certificates of its staff, {@code NAME.pem},
 * and in development keys that were made here, {@code NAME.p12}. Its password is in {@code
 * NAME.password}; where there is no such file it is {@link #DEVELOPMENT_PASSWORD}, and the key
 * stands bare in {@code NAME.key} too.
 */
public record StaffFiles(Path directory) {
  private static final Pattern FILE_NAME = Pattern.compile("[^/\\p{Cntrl}]{1,64}");

  /** The password of what the ceremony of development writes, which is no secret. */
  public static final String DEVELOPMENT_PASSWORD = "changeit";

  /**
   * How the names of somebody's files begin: with the id, where it can be the name of a file. Those
   * from before there were ids may be any text.
   */
  public static String name(String person) {
    return FILE_NAME.matcher(person).matches() && !person.matches("\\.+")
        ? person
        : "staff-" + Fingerprint.of(person.getBytes(StandardCharsets.UTF_8));
  }

  public Path certificate(String name) {
    return directory.resolve(name + ".pem");
  }

  public Path keyStore(String name) {
    return directory.resolve(name + ".p12");
  }

  public Path password(String name) {
    return directory.resolve(name + ".password");
  }

  private Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /**
   * Writes the certificate of who has the key elsewhere. A bare key of before is no longer the one
   * of the certificate beside it, and goes.
   */
  public void write(String name, X509Certificate certificate) {
    forgetKey(name);
    CredentialFiles.pem(certificate(name), certificate);
  }

  /**
   * Writes a key that was made here into a key store, with a password that is drawn where there is
   * none yet.
   */
  public void writeWithOwnPassword(
      String name, SoftwareKey key, X509Certificate certificate, X509Certificate authority) {
    Path _ = new Secrets(directory, new SecureRandom()).file(name + ".password");
    write(name, key, certificate, authority);
  }

  /** Writes a key that was made here; an own password stays, and the bare key stands nowhere. */
  void write(String name, SoftwareKey key, X509Certificate certificate, X509Certificate authority) {
    boolean own = hasPassword(name);
    String password = own ? Secrets.read(password(name)) : DEVELOPMENT_PASSWORD;
    forgetKey(name);
    CredentialFiles.pem(certificate(name), certificate);
    if (!own) {
      Secrets.write(key(name), Pem.privateKey(key.privateKey().getEncoded()));
    }
    CredentialFiles.store(
        keyStore(name),
        new StaffCeremony.Credential(key, certificate),
        name,
        authority,
        password.toCharArray());
  }

  /** Returns whether the key store of a person has a password that is not everybody's. */
  boolean hasOwnPassword(String person) {
    return hasPassword(name(person));
  }

  private boolean hasPassword(String name) {
    return Files.exists(password(name));
  }

  private void forgetKey(String name) {
    try {
      Files.deleteIfExists(key(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + key(name), e);
    }
  }
}
