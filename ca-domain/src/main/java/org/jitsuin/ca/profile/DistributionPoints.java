package org.jitsuin.ca.profile;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.ca.model.Municipality;

/**
 * Names the CRL of a municipality: in the directory as in the real service, and by HTTP. The key
 * generation is part of both names, since all generations share one issuer name.
 */
public final class DistributionPoints {
  private DistributionPoints() {}

  /**
   * The id of a municipality's partition under a key generation, such as {@code 13221-g1}, and
   * {@code 13221-g1-2} for the next.
   *
   * @param shard 0 for the first
   */
  public static String id(AuthorityPolicy policy, Municipality municipality, int shard) {
    String first = municipality.code() + "-g" + policy.issuer().generation();
    return shard == 0 ? first : first + "-" + (shard + 1);
  }

  /** Returns the names of the CRL of a municipality's first partition. */
  public static GeneralNames names(AuthorityPolicy policy, Municipality municipality) {
    return names(policy, municipality, 0);
  }

  /** Returns the names of the CRL of a municipality's partition. */
  public static GeneralNames names(AuthorityPolicy policy, Municipality municipality, int shard) {
    String id = id(policy, municipality, shard);
    X500NameBuilder directory = new X500NameBuilder(BCStyle.INSTANCE);
    for (RDN rdn : policy.crlDirectory().getRDNs()) {
      directory.addRDN(rdn.getFirst().getType(), rdn.getFirst().getValue());
    }
    directory.addRDN(BCStyle.OU, municipality.prefecture());
    directory.addRDN(BCStyle.CN, municipality.name() + " CRL " + id);
    X500Name name = directory.build();
    return new GeneralNames(
        new GeneralName[] {
          new GeneralName(name),
          new GeneralName(GeneralName.uniformResourceIdentifier, policy.crlUri(id))
        });
  }
}
