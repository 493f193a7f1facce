package org.jitsuin.crl.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.model.PublishedDelta;
import org.jitsuin.crl.publish.Listing;

/**
 * The list of an authority's CRLs, for those who fetch all of them.
 *
 * <p>JSON: {@code {"authority", "complete": [CRL], "crls": [CRL]}} with {@code {"partition",
 * "municipality", "number", "thisUpdate", "nextUpdate", "entries", "size", "sha256", "url",
 * "delta": {"base", "entries", "size", "sha256", "url"}}} for each CRL, times in UTC as in RFC
 * 3339. A delta has the number and the times of the complete CRL; base is the number of the oldest
 * complete CRL that it brings up to date. Under "complete" are those that list all certificates of
 * a key generation; they have neither municipality nor delta.
 */
final class CrlIndex {
  private static final String TYPE = "application/json";
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final String base;

  /**
   * @param base where the server is, without a slash at the end
   */
  CrlIndex(String base) {
    this.base = base;
  }

  /**
   * @param partitions of all authorities
   * @param complete the complete CRLs of all authorities
   */
  Representation of(
      Authority authority, Collection<Listing> partitions, Collection<Listing> complete) {
    // None of the values can hold a character that JSON would have to escape.
    String body =
        "{\"authority\":\"%s\",\"complete\":[%s],\"crls\":[\n%s\n]}\n"
            .formatted(authority.id(), lines(authority, complete), lines(authority, partitions));
    return Representation.of(TYPE, body.getBytes(StandardCharsets.UTF_8), FRESH);
  }

  private String lines(Authority authority, Collection<Listing> listings) {
    return listings.stream()
        .filter(listing -> listing.partition().authority() == authority)
        .flatMap(listing -> listing.served().map(crl -> line(listing, crl)).stream())
        .collect(Collectors.joining(",\n"));
  }

  private String line(Listing listing, PublishedCrl crl) {
    Partition partition = listing.partition();
    return String.format(
        Locale.ROOT,
        """
        {"partition":"%1$s"%2$s,"number":%3$d,\
        "thisUpdate":"%4$s","nextUpdate":"%5$s","entries":%6$d,"size":%7$d,"sha256":"%8$s",\
        "url":"%9$s/crl/%10$s/%1$s.crl"%11$s}\
        """,
        partition.id(),
        partition.municipality().map(code -> ",\"municipality\":\"" + code + "\"").orElse(""),
        crl.number(),
        crl.thisUpdate(),
        crl.nextUpdate(),
        crl.entries(),
        crl.size(),
        crl.sha256(),
        base,
        partition.authority().id(),
        crl.delta().map(delta -> delta(partition, crl, delta)).orElse(""));
  }

  private String delta(Partition partition, PublishedCrl crl, PublishedDelta delta) {
    return String.format(
        Locale.ROOT,
        """
        ,"delta":{"base":%1$d,"entries":%2$d,"size":%3$d,"sha256":"%4$s",\
        "url":"%5$s/crl/%6$s/%7$s.crl"}\
        """,
        delta.base().map(CrlBase::number).orElse(crl.number()),
        delta.entries(),
        delta.size(),
        delta.sha256(),
        base,
        partition.authority().id(),
        partition.deltaId());
  }
}
