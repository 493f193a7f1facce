package org.jitsuin.base.repository;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;

/**
 * The list of what the repository holds at one moment: only a file that is listed here, and is what
 * is listed, is handed out.
 *
 * @param made when it was written: what it says was so then
 * @param issuers all key generations; a handful
 * @param links the link certificates between them; two for each roll-over
 * @param listings all partitions; some thousands
 */
public record Manifest(
    Instant made, List<ListedIssuer> issuers, List<ListedLink> links, List<Listing> listings) {
  public Manifest {
    issuers = List.copyOf(issuers);
    links = List.copyOf(links);
    listings = List.copyOf(listings);
    requireKnown(issuers, links, listings);
  }

  private static void requireKnown(
      List<ListedIssuer> issuers, List<ListedLink> links, List<Listing> listings) {
    Map<Issuer, ListedIssuer> known = new HashMap<>();
    for (ListedIssuer one : issuers) {
      if (known.put(one.issuer(), one) != null) {
        throw new IllegalArgumentException(one.issuer() + " is listed twice");
      }
    }
    Set<Map.Entry<Authority, String>> addresses = new HashSet<>();
    for (Listing one : listings) {
      if (!known.containsKey(one.issuer())
          || !addresses.add(Map.entry(one.authority(), one.id()))) {
        throw new IllegalArgumentException(one + " is listed twice, or its issuer is not");
      }
    }
    for (ListedLink one : links) {
      boolean certified =
          known.containsKey(one.issuer())
              && Optional.ofNullable(known.get(one.subject()))
                  .filter(subject ->
                      subject.certificate().getPublicKey().equals(one.certificate().getPublicKey()))
                  .isPresent();
      if (!certified) {
        throw new IllegalArgumentException(one.id() + " certifies another key");
      }
    }
  }

  /** Returns whether the other one says the same, be it of another moment. */
  public boolean saysTheSame(Manifest other) {
    return issuers.equals(other.issuers)
        && links.equals(other.links)
        && listings.equals(other.listings);
  }

  /**
   * Returns this manifest, and besides it what another one listed before that it does not: nothing
   * that was published vanishes because a row of the database or a file cannot be read for a while.
   */
  public Manifest over(Manifest before) {
    Map<String, Listing> then = new LinkedHashMap<>();
    before.listings.forEach(one -> then.put(one.toString(), one));
    List<Listing> all = new ArrayList<>();
    for (Listing one : listings) {
      Optional<Listing> known = Optional.ofNullable(then.remove(one.toString()));
      all.add(one.crl().isPresent() ? one : known.orElse(one));
    }
    all.addAll(then.values());
    return new Manifest(made, issuers, links, all);
  }

  /**
   * Returns why another manifest cannot follow this one: nothing that was published goes back or is
   * replaced. CRL numbers grow, whatever happens to the database, and a key generation stays what
   * it is.
   *
   * @return empty if it can
   */
  public Optional<String> obstacleTo(Manifest next) {
    Map<Issuer, ListedIssuer> issuersThen = new HashMap<>();
    next.issuers.forEach(one -> issuersThen.put(one.issuer(), one));
    for (ListedIssuer one : issuers) {
      if (!one.equals(issuersThen.get(one.issuer()))) {
        return Optional.of(one.issuer() + " is gone, or has another certificate");
      }
    }
    Map<String, Long> numbersThen = new HashMap<>();
    next.listings.forEach(
        one -> one.crl().ifPresent(crl -> numbersThen.put(one.toString(), crl.number())));
    for (Listing one : listings) {
      long now = one.crl().map(ListedCrl::number).orElse(0L);
      long then = numbersThen.getOrDefault(one.toString(), now);
      if (then < now) {
        return Optional.of("CRL " + then + " of " + one + " would follow CRL " + now);
      }
    }
    return Optional.empty();
  }
}
