package org.jitsuin.base.repository;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;

/**
 * A partition, as a manifest lists it.
 *
 * @param issuer who signs its CRL
 * @param id its name in addresses and in the names of files; opaque to clients
 * @param municipality the code of the municipality that it was made for; empty for the complete CRL
 *     of a key generation
 * @param crl its newest CRL; empty as long as it has none
 */
public record Listing(
    Issuer issuer, String id, Optional<String> municipality, Optional<ListedCrl> crl) {
  /** The form of an id; nothing else ever becomes part of a file's name. */
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{5}");

  public Listing {
    if (!ID.matcher(id).matches()
        || !municipality.map(code -> MUNICIPALITY.matcher(code).matches()).orElse(true)) {
      throw new IllegalArgumentException("a partition has no name, or no municipality");
    }
  }

  /** Returns this listing with the delta CRL of its CRL. */
  Listing with(ListedDelta delta) {
    ListedCrl known =
        crl.orElseThrow(() -> new IllegalArgumentException("a delta CRL stands alone"));
    return new Listing(issuer, id, municipality, Optional.of(known.with(delta)));
  }

  public Authority authority() {
    return issuer.authority();
  }

  /** The name for people, such as {@code signature-g1/13221}. */
  @Override
  public String toString() {
    return issuer + "/" + id;
  }
}
