package org.jitsuin.base.repository;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/**
 * Reads the lines of one manifest. What stands there in another form than {@link ManifestText}
 * gives it is found by whoever writes it again and compares.
 */
final class ManifestReader {
  private static final int MOST_ISSUERS = 2 * Issuer.LAST_GENERATION;

  /** The greatest number of partitions: some ten times that of a country with four generations. */
  private static final int MOST_LISTINGS = 200_000;

  private static final int LONGEST_LINE = 16 << 10;

  private final byte[] octets;
  private final List<ListedIssuer> issuers = new ArrayList<>();
  private final List<ListedLink> links = new ArrayList<>();
  private final List<Listing> listings = new ArrayList<>();
  private int from;

  ManifestReader(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @throws IllegalArgumentException if it cannot be read
   * @throws java.time.DateTimeException if a time cannot
   */
  Manifest read() throws CertificateException {
    next().expect(ManifestText.VERSION);
    Words made = next();
    made.expect("made");
    Instant at = made.time();
    Words line = next();
    while (!line.kind.equals("end")) {
      take(line);
      line = next();
    }
    return new Manifest(at, issuers, links, listings);
  }

  private void take(Words line) throws CertificateException {
    switch (line.kind) {
      case "issuer" ->
          add(issuers, new ListedIssuer(line.issuer(), line.certificate()), MOST_ISSUERS);
      case "link" ->
          add(
              links,
              new ListedLink(line.issuer(), line.issuer(), line.certificate()),
              2 * MOST_ISSUERS);
      case "none" -> add(listings, line.listing(false), MOST_LISTINGS);
      case "crl" -> add(listings, line.listing(true), MOST_LISTINGS);
      case "delta" -> {
        if (listings.isEmpty()) {
          throw new IllegalArgumentException("a delta CRL stands alone");
        }
        listings.add(listings.removeLast().with(line.delta()));
      }
      default -> throw new IllegalArgumentException("a line is of no kind that is known");
    }
  }

  private static <T> void add(List<T> all, T one, int most) {
    if (all.size() == most) {
      throw new IllegalArgumentException("it lists too much");
    }
    all.add(one);
  }

  private Words next() {
    int end = from;
    while (end < octets.length && octets[end] != '\n' && end - from < LONGEST_LINE) {
      end++;
    }
    if (end == octets.length || octets[end] != '\n') {
      throw new IllegalArgumentException("it ends in the middle, or a line is too long");
    }
    String line = new String(octets, from, end - from, StandardCharsets.US_ASCII);
    from = end + 1;
    return new Words(line);
  }

  /** The words of a line, which are taken one by one. */
  private static final class Words {
    private final String kind;
    private final Iterator<String> rest;

    private Words(String line) {
      this.rest = List.of(line.split(" ", -1)).iterator();
      this.kind = rest.next();
    }

    private void expect(String wanted) {
      if (!kind.equals(wanted)) {
        throw new IllegalArgumentException("it does not begin as a manifest of this version");
      }
    }

    private String word() {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("a line is too short");
      }
      return rest.next();
    }

    private Listing listing(boolean hasCrl) {
      return new Listing(
          issuer(),
          word(),
          Optional.of(word()).filter(code -> !code.equals(ManifestText.NO_MUNICIPALITY)),
          hasCrl ? Optional.of(crl()) : Optional.empty());
    }

    private ListedCrl crl() {
      return new ListedCrl(
          number(), time(), time(), number(), number(), sha256(), Optional.empty());
    }

    private ListedDelta delta() {
      return new ListedDelta(number(), number(), number(), sha256());
    }

    private Issuer issuer() {
      return Issuer.parse(word())
          .orElseThrow(() -> new IllegalArgumentException("a key generation has no name"));
    }

    private long number() {
      return Long.parseLong(word());
    }

    private Instant time() {
      return Instant.parse(word());
    }

    private Fingerprint sha256() {
      return Fingerprint.ofDigest(HexFormat.of().parseHex(word()));
    }

    private X509Certificate certificate() throws CertificateException {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(word())));
    }
  }
}
