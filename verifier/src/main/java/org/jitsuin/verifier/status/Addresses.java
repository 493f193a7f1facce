package org.jitsuin.verifier.status;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.GeneralName;

/** Reads the addresses that authorities write into certificates and CRLs. */
public final class Addresses {
  private static final int LONGEST = 2_000;

  private Addresses() {}

  /** Returns the address; empty where it is none of HTTP, as directory entries. */
  public static Optional<URI> http(GeneralName name) {
    if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
      return Optional.empty();
    }
    String text = ASN1IA5String.getInstance(name.getName()).getString();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      return isHttp(uri) ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Returns whether something can be asked for there. */
  public static boolean isHttp(URI uri) {
    return uri.getHost() != null
        && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
  }
}
