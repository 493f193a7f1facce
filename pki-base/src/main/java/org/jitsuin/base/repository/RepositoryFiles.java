package org.jitsuin.base.repository;

import java.nio.file.Path;
import org.jitsuin.base.model.Issuer;

/**
 * The places of files in the directory of CRLs: two for each number, such as {@code
 * signature-g1/13221-g1.42.crl} and the delta CRL {@code signature-g1/13221-g1.42.delta.crl}.
 * Beside each there may be the same compressed, with {@code .gz} behind its name; and above all of
 * them the manifests.
 *
 * @param root the directory
 */
public record RepositoryFiles(Path root) {
  /** The two manifests, which are written independently of each other. */
  public enum Part {
    /** The CRLs of the partitions, and the certificates of the authorities. */
    PARTITIONS("partitions.manifest"),
    /** The complete CRLs; there is none where none are made. */
    COMPLETE("complete.manifest");

    private final String file;

    Part(String file) {
      this.file = file;
    }
  }

  /** The manifest of that part. */
  public Path manifest(Part part) {
    return root.resolve(part.file);
  }

  /** The directory of the files of an issuer. */
  public Path directory(Issuer issuer) {
    return root.resolve(issuer.toString());
  }

  /**
   * The file that holds the CRL of that number.
   *
   * @param partition its id, of the form {@link Listing#ID}
   */
  public Path crl(Issuer issuer, String partition, long number) {
    return directory(issuer).resolve(partition + "." + number + ".crl");
  }

  /** The file that holds the delta CRL of that number. */
  public Path delta(Issuer issuer, String partition, long number) {
    return directory(issuer).resolve(partition + "." + number + ".delta.crl");
  }

  /** The file that holds one of those before compressed, if it is worth it. */
  public static Path packed(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }
}
