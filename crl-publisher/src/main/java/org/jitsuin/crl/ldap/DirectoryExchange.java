package org.jitsuin.crl.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.publish.CrlFiles;

/**
 * Carries CRLs from this server's files to the directory, and newer ones from there to the files. A
 * partition whose distribution point has no directoryName has no place in the directory.
 */
final class DirectoryExchange {
  private final CrlFiles files;

  DirectoryExchange(CrlFiles files) {
    this.files = files;
  }

  /**
   * Keeps what stands in the directory and is newer than the database knows.
   *
   * @param known the number of the newest CRL that it knows
   */
  void fetch(Directory directory, Partition partition, long known)
      throws LDAPException, IOException {
    Optional<DN> name = name(partition);
    if (name.isPresent()) {
      fetch(directory, name.get(), partition, known);
    }
  }

  private void fetch(Directory directory, DN name, Partition partition, long known)
      throws LDAPException, IOException {
    for (byte[] crl : directory.newer(name, known)) {
      OptionalLong _ = files.keep(partition, crl);
    }
  }

  /** Puts a CRL there, and its delta if it has one. */
  void put(Directory directory, Partition partition, PublishedCrl crl)
      throws LDAPException, IOException {
    Optional<DN> name = name(partition);
    if (name.isPresent()) {
      // It may not have been there when this server began to publish.
      fetch(directory, name.get(), partition, crl.number());
      directory.put(name.get(), pair(partition, crl));
    }
  }

  private Directory.Pair pair(Partition partition, PublishedCrl crl) throws IOException {
    return new Directory.Pair(
        crl.number(),
        Bytes.of(Files.readAllBytes(files.file(partition, crl.number()))),
        crl.delta().isPresent()
            ? Optional.of(Bytes.of(Files.readAllBytes(files.deltaFile(partition, crl.number()))))
            : Optional.empty());
  }

  /** The directoryName of the distribution point, as LDAP writes it (RFC 4514). */
  private static Optional<DN> name(Partition partition) throws LDAPException {
    Optional<String> written =
        partition.distributionPoint().stream()
            .flatMap(names -> Arrays.stream(names.getNames()))
            .filter(name -> name.getTagNo() == GeneralName.directoryName)
            .map(name -> X500Name.getInstance(RFC4519Style.INSTANCE, name.getName()).toString())
            .findFirst();
    return written.isPresent() ? Optional.of(new DN(written.get())) : Optional.empty();
  }
}
