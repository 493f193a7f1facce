package org.jitsuin.launcher.filter;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.MalformedFilterException;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.verifier.http.Lookup;
import org.jitsuin.verifier.status.Addresses;

/**
 * Fetches the filter of a certificate's authority. Its addresses stand beside those of the CRLs
 * that the certificate names: {@code …/crl/signature/13221-g1.crl} and {@code
 * …/filter/signature/head}.
 */
public final class FilterDownload {
  private static final int MOST_OCTETS = 256 * 1024 * 1024;

  private static final Pattern CRL =
      Pattern.compile("(?<base>https?://[^?#]+)/crl/(?<authority>[a-z-]{1,32})/[^/?#]+");

  private final Lookup http;

  /**
   * @param http asks for what is at an address
   */
  public FilterDownload(Lookup http) {
    this.http = http;
  }

  /** Returns where the filter of a certificate's authority is; empty where it does not say. */
  public static Optional<URI> address(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
    if (extension == null) {
      return Optional.empty();
    }
    try {
      CRLDistPoint points =
          CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      return Arrays.stream(points.getDistributionPoints())
          .map(DistributionPoint::getDistributionPoint)
          .filter(name -> name != null && name.getType() == DistributionPointName.FULL_NAME)
          .flatMap(name -> Stream.of(GeneralNames.getInstance(name.getName()).getNames()))
          .flatMap(name -> Addresses.http(name).stream())
          .flatMap(crl -> filter(crl).stream())
          .findFirst();
    } catch (RuntimeException e) {
      // Whoever made it wrote no such extension.
      return Optional.empty();
    }
  }

  private static Optional<URI> filter(URI crl) {
    Matcher address = CRL.matcher(crl.toString());
    return address.matches()
        ? Optional.of(
            URI.create(address.group("base") + "/filter/" + address.group("authority") + "/head"))
        : Optional.empty();
  }

  /**
   * Fetches head, base and delta.
   *
   * @param head the address of the head
   * @return the three in one file; who signed it is not looked at yet
   * @throws IOException if they do not come, or are none
   */
  public byte[] fetch(URI head) throws IOException {
    byte[] octets = http.get(head, Head.MOST_OCTETS);
    Head named;
    try {
      named = Head.unchecked(octets);
    } catch (MalformedFilterException e) {
      throw new IOException("what is at " + head + " is no status filter: " + e.getMessage(), e);
    }
    byte[] base = file(head, named.base(), "base");
    byte[] delta = named.delta().length() == 0 ? new byte[0] : file(head, named.delta(), "delta");
    return StatusFilter.pack(octets, base, delta);
  }

  private byte[] file(URI head, Head.FileHash file, String kind) throws IOException {
    if (file.length() > MOST_OCTETS) {
      throw new IOException("the " + kind + " is larger than any");
    }
    byte[] octets = http.get(head.resolve(file.sha256() + "." + kind), (int) file.length());
    if (!Head.FileHash.of(octets).equals(file)) {
      throw new IOException("what came is not the " + kind + " that the head names");
    }
    return octets;
  }
}
