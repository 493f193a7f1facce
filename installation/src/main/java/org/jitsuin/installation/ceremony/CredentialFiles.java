package org.jitsuin.installation.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.installation.ceremony.Ceremony.NewAuthority;
import org.jitsuin.installation.ceremony.StaffCeremony.Credential;
import org.jitsuin.installation.ceremony.StaffCeremony.Custodian;
import org.jitsuin.installation.ceremony.StaffCeremony.Member;
import org.jitsuin.installation.setup.Secrets;

/**
 * The files that a ceremony leaves: {@code ca/} with the certificates of the authorities, {@code
 * staff/} with those of staff and keys for development, {@code tls/} with the key stores of the
 * server. The trust store holds no secret, and its password is none.
 */
final class CredentialFiles {
  private CredentialFiles() {}

  static void write(Path output, List<NewAuthority> authorities, StaffCeremony.Result staff) {
    Path ca = output.resolve("ca");
    for (NewAuthority authority : authorities) {
      pem(ca.resolve(authority.script().authority() + ".pem"), authority.issuing().certificate());
    }
    pem(staffAuthority(output), staff.authority());
    for (Member member : staff.members()) {
      member(output, member, staff.authority());
    }
    server(output, staff.server(), staff.authority());
    trust(output.resolve("tls").resolve("staff.p12"), staff.authority());
  }

  /** Returns the file with the certificate of the internal authority. */
  static Path staffAuthority(Path output) {
    return output.resolve("ca").resolve("staff.pem");
  }

  /** Writes the server's key and certificate for TLS. */
  static void server(Path output, Credential server, X509Certificate authority) {
    ServerKeyStore store = new ServerKeyStore(output);
    store(store.file(), server, "server", authority, store.fresh().toCharArray());
    pem(output.resolve("ca").resolve("tls.pem"), server.certificate());
  }

  /**
   * The custodians' credentials, each with its password beside it: both belong to the custodian
   * alone, like the share.
   *
   * @param directories by name; a custodian without one gets none
   */
  static void custodians(
      Map<String, Path> directories, StaffCeremony.Result staff, SecureRandom random) {
    for (Custodian custodian : staff.custodians()) {
      String name = custodian.name();
      if (directories.containsKey(name)) {
        Path directory = directories.get(name);
        String password = new Secrets(directory, random).value(name + ".password");
        pem(directory.resolve(name + ".pem"), custodian.credential().certificate());
        store(
            directory.resolve(name + ".p12"),
            custodian.credential(),
            name,
            staff.authority(),
            password.toCharArray());
      }
    }
  }

  /** Writes the certificate of a key generation that was rolled over to, or linked with. */
  static void certificate(Path output, String name, X509Certificate certificate) {
    pem(output.resolve("ca").resolve(name + ".pem"), certificate);
  }

  /** Writes the key with which checkpoints of the audit log are checked. */
  static void logKey(Path output, NoteKey key) {
    Secrets.write(output.resolve("ca").resolve("audit-log.vkey"), key + "\n");
  }

  /** Writes the certificate of a member of staff, and the key where it was made here. */
  static void member(Path output, Member member, X509Certificate authority) {
    StaffFiles files = new StaffFiles(output.resolve("staff"));
    String name = StaffFiles.name(member.staff().person());
    if (member.made().isPresent()) {
      files.write(name, member.made().get(), member.certificate(), authority);
    } else {
      files.write(name, member.certificate());
    }
  }

  static void pem(Path file, X509Certificate certificate) {
    Secrets.write(file, Pem.certificate(SignedCertificate.der(certificate)));
  }

  static void store(
      Path file, Credential credential, String alias, X509Certificate authority, char[] password) {
    X509Certificate own = credential.certificate();
    // One that is its own issuer is a chain by itself.
    X509Certificate[] chain =
        own.equals(authority)
            ? new X509Certificate[] {own}
            : new X509Certificate[] {own, authority};
    keyStore(
        file,
        password,
        store -> store.setKeyEntry(alias, credential.key().privateKey(), password, chain));
  }

  static void trust(Path file, X509Certificate authority) {
    keyStore(
        file,
        StaffFiles.DEVELOPMENT_PASSWORD.toCharArray(),
        store -> store.setCertificateEntry("staff-authority", authority));
  }

  @FunctionalInterface
  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException;
  }

  private static void keyStore(Path file, char[] password, Filling filling) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filling.fill(store);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      Secrets.write(file, bytes.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key store cannot be made: " + file, e);
    }
  }
}
