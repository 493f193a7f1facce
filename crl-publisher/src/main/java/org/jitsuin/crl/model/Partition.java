package org.jitsuin.crl.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.base.model.Authority;

/**
 * The certificates that share a CRL.
 *
 * @param no its row in {@code status.crl_partition}
 * @param issuer who signs its CRL
 * @param id its name in addresses; opaque to clients
 * @param municipality the code of the municipality that it was made for, five digits
 * @param distributionPoint the names of the distribution point in its certificates
 */
public record Partition(
    int no, CrlIssuer issuer, String id, String municipality, GeneralNames distributionPoint) {
  /** What an id looks like; nothing else ever becomes part of a file's name. */
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  /** What tells the address of a delta CRL from that of the complete one. */
  public static final String DELTA_SUFFIX = "-delta";

  private static final String SUFFIX = ".crl";
  private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{5}");

  public Partition {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("partition " + no + " has an id that is none");
    }
    if (!MUNICIPALITY.matcher(municipality).matches()) {
      throw new IllegalArgumentException("partition " + no + " has no municipality");
    }
  }

  public Authority authority() {
    return issuer.issuer().authority();
  }

  /** The id under which its delta CRL has its address and its audit entries. */
  public String deltaId() {
    return id + DELTA_SUFFIX;
  }

  /**
   * Where the delta CRL is: the addresses of the distribution point, each with {@value
   * #DELTA_SUFFIX} before {@code .crl}. Empty if none ends so.
   */
  public Optional<GeneralNames> deltaAddresses() {
    GeneralName[] addresses =
        Arrays.stream(distributionPoint.getNames())
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
