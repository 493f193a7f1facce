package org.jitsuin.base.repository;

import java.nio.file.Path;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;

/**
 * The places of the files of status filters in the directory of CRLs: {@code
 * filter/signature/head}, and beside it bases and deltas by their SHA-256.
 *
 * @param root the directory of CRLs
 */
public record FilterPlaces(Path root) {
  /** The directory of all authorities' filters. */
  public Path directory() {
    return root.resolve("filter");
  }

  /** The directory of an authority's filter. */
  public Path directory(Authority authority) {
    return directory().resolve(authority.id());
  }

  /** The newest head. */
  public Path head(Authority authority) {
    return directory(authority).resolve("head");
  }

  /** A base. */
  public Path base(Authority authority, Fingerprint sha256) {
    return directory(authority).resolve(sha256 + ".base");
  }

  /** A delta. */
  public Path delta(Authority authority, Fingerprint sha256) {
    return directory(authority).resolve(sha256 + ".delta");
  }
}
