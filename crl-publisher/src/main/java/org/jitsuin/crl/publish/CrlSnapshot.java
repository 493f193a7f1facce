package org.jitsuin.crl.publish;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.LinkCertificate;

/** The catalogue at one moment; never changes. */
public final class CrlSnapshot {
  private final List<CrlIssuer> issuers;
  private final List<LinkCertificate> links;
  private final Map<Integer, PublishedPartition> byNumber = new LinkedHashMap<>();
  private final Map<Address, PublishedPartition> byAddress = new HashMap<>();

  private record Address(Authority authority, String id) {}

  /**
   * @param listings by the number of the partition
   */
  CrlSnapshot(
      List<CrlIssuer> issuers,
      List<LinkCertificate> links,
      Collection<PublishedPartition> listings) {
    this.issuers = List.copyOf(issuers);
    this.links = List.copyOf(links);
    for (PublishedPartition listing : listings) {
      byNumber.put(listing.partition().no(), listing);
      byAddress.put(
          new Address(listing.partition().authority(), listing.partition().id()), listing);
    }
  }

  /** Returns this snapshot with some listings in place of the old ones of their partitions. */
  CrlSnapshot with(Collection<PublishedPartition> changed) {
    Map<Integer, PublishedPartition> all = new LinkedHashMap<>(byNumber);
    changed.forEach(listing -> all.put(listing.partition().no(), listing));
    return new CrlSnapshot(issuers, links, all.values());
  }

  /** Returns all key generations of an authority, the newest first; a handful. */
  public List<CrlIssuer> issuers(Authority authority) {
    return issuers.stream()
        .filter(issuer -> issuer.issuer().authority() == authority)
        .sorted(
            Comparator.comparingInt((CrlIssuer issuer) -> issuer.issuer().generation()).reversed())
        .toList();
  }

  /** The link certificates between them; two for each roll-over. */
  public List<LinkCertificate> links(Authority authority) {
    return links.stream().filter(link -> link.authority() == authority).toList();
  }

  /** Returns all partitions by number; some thousands. */
  public Collection<PublishedPartition> listings() {
    return Collections.unmodifiableCollection(byNumber.values());
  }

  Optional<PublishedPartition> find(int partition) {
    return Optional.ofNullable(byNumber.get(partition));
  }

  /** The partition that has that id in addresses. */
  public Optional<PublishedPartition> find(Authority authority, String id) {
    return Optional.ofNullable(byAddress.get(new Address(authority, id)));
  }
}
