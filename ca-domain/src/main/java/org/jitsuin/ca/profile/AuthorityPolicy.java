package org.jitsuin.ca.profile;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Issuer;

/**
 * The policy of a key generation of an authority for the certificates that it issues, fixed in its
 * key ceremony.
 *
 * @param issuer the key generation
 * @param name the distinguished name of the authority, the same for all its generations
 * @param alternativeName the authority's name in Japanese, as directoryName
 * @param crlDirectory the directory entry under which the CRL distribution points stand
 * @param cardKeys which keys of cards it certifies
 * @param policy the certificate policy
 * @param cpsUri where the certification practice statement is read
 * @param baseUri where OCSP, CRLs and CA certificates are served, without a final slash
 */
public record AuthorityPolicy(
    Issuer issuer,
    X500Name name,
    X500Name alternativeName,
    X500Name crlDirectory,
    Set<SignatureScheme> cardKeys,
    ASN1ObjectIdentifier policy,
    String cpsUri,
    String baseUri) {

  public AuthorityPolicy {
    cardKeys = Set.copyOf(cardKeys);
  }

  /** Returns the OCSP address, {@code http://…/ocsp}. */
  public String ocspUri() {
    return baseUri + "/ocsp";
  }

  /**
   * Returns the address of the issuer's certificate, {@code http://…/ca/signature-g1.cer}: of this
   * very key generation, since a later one under the same name is no issuer of these certificates.
   */
  public String certificateUri() {
    return baseUri + "/ca/" + issuer + ".cer";
  }

  /** Returns the address of a partition's CRL, {@code http://…/crl/signature/13221-g1.crl}. */
  public String crlUri(String partition) {
    return baseUri + "/crl/" + issuer.authority().id() + "/" + partition + ".crl";
  }
}
