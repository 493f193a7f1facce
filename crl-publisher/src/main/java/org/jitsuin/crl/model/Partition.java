package org.jitsuin.crl.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.repository.Listing;

/**
 * The certificates that share a CRL.
 *
 * @param no its row in {@code status.crl_partition}
 * @param issuer who signs its CRL
 * @param id its name in addresses; opaque to clients
 * @param area what it is made for; empty for the complete CRL, which all certificates of the
 *     authority share besides their own
 */
public record Partition(int no, CrlIssuer issuer, String id, Optional<Area> area) {
  /** The form of an id; nothing else ever becomes part of a file's name. */
  public static final Pattern ID = Listing.ID;

  /** The suffix that tells the address of a delta CRL from that of the complete one. */
  public static final String DELTA_SUFFIX = "-delta";

  private static final String SUFFIX = ".crl";
  private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{5}");

  /** Complete CRLs count down from here, so that they never meet a row of the table. */
  public static final int TOP = Integer.MAX_VALUE;

  public Partition {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("partition " + no + " has an id that is none");
    }
  }

  /**
   * The area that the certificates of a partition have in common.
   *
   * @param municipality the code of the municipality that it was made for, five digits
   * @param distributionPoint the names of the distribution point in its certificates
   */
  public record Area(String municipality, GeneralNames distributionPoint) {
    public Area {
      if (!MUNICIPALITY.matcher(municipality).matches()) {
        throw new IllegalArgumentException("a partition has no municipality");
      }
    }
  }

  /**
   * The CRL of all certificates of an authority that the key of one generation signs, such as
   * {@code complete-g1}. All generations have one name and it has no issuing distribution point, so
   * its scope is what any of them issued (RFC 5280 §5, §5.2.5).
   */
  public static Partition complete(CrlIssuer issuer) {
    return new Partition(
        TOP - issuer.no(), issuer, "complete-g" + issuer.issuer().generation(), Optional.empty());
  }

  /** Returns whether it covers all certificates of its authority. */
  public boolean isComplete() {
    return area.isEmpty();
  }

  /** The code of the municipality that it was made for; empty for the complete CRL. */
  public Optional<String> municipality() {
    return area.map(Area::municipality);
  }

  /**
   * The names of the distribution point in its certificates. None name the complete CRL, so that it
   * has none itself and its scope is everything that was issued under its issuer's name.
   */
  public Optional<GeneralNames> distributionPoint() {
    return area.map(Area::distributionPoint);
  }

  public Authority authority() {
    return issuer.issuer().authority();
  }

  /** The id under which its delta CRL has its address and its audit entries. */
  public String deltaId() {
    return id + DELTA_SUFFIX;
  }

  /**
   * Returns the addresses of the delta CRL: the addresses of the distribution point, each with
   * {@value #DELTA_SUFFIX} before {@code .crl}. Empty if none ends so.
   */
  public Optional<GeneralNames> deltaAddresses() {
    GeneralName[] addresses =
        distributionPoint().stream()
            .flatMap(names -> Arrays.stream(names.getNames()))
            .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
            .map(name -> name.getName().toString())
            .filter(address -> address.endsWith(SUFFIX))
            .map(address -> address.substring(0, address.length() - SUFFIX.length()))
            .map(stem -> stem + DELTA_SUFFIX + SUFFIX)
            .map(address -> new GeneralName(GeneralName.uniformResourceIdentifier, address))
            .toArray(GeneralName[]::new);
    return addresses.length == 0 ? Optional.empty() : Optional.of(new GeneralNames(addresses));
  }

  /** The name in log lines, such as {@code signature-g1/13221}. */
  @Override
  public String toString() {
    return issuer.issuer() + "/" + id;
  }
}
