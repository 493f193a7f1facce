package org.jitsuin.repository.content;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.repository.ListedIssuer;
import org.jitsuin.base.repository.ListedLink;
import org.jitsuin.base.repository.Manifest;

/** All that is handed out at one moment; never changes. */
public final class Contents {
  private final Manifest manifest;
  private final List<ServedPartition> partitions;
  private final Map<Address, ServedPartition> byAddress = new HashMap<>();

  private record Address(Authority authority, String id) {}

  /**
   * @param manifest says which certificates there are
   * @param partitions in the order in which they are listed
   */
  public Contents(Manifest manifest, Collection<ServedPartition> partitions) {
    this.manifest = manifest;
    this.partitions = List.copyOf(partitions);
    for (ServedPartition one : partitions) {
      byAddress.put(new Address(one.listing().authority(), one.listing().id()), one);
    }
  }

  /** Returns whether the certificates are those that a manifest lists. */
  boolean hasCertificatesOf(Manifest other) {
    return manifest.issuers().equals(other.issuers()) && manifest.links().equals(other.links());
  }

  /** Returns all key generations of an authority, the newest first; a handful. */
  public List<ListedIssuer> issuers(Authority authority) {
    return manifest.issuers().stream()
        .filter(one -> one.issuer().authority() == authority)
        .sorted(Comparator.comparingInt((ListedIssuer one) -> one.issuer().generation()).reversed())
        .toList();
  }

  /** The link certificates between them; two for each roll-over. */
  public List<ListedLink> links(Authority authority) {
    return manifest.links().stream()
        .filter(link -> link.issuer().authority() == authority)
        .toList();
  }

  /** Returns all partitions; some thousands. */
  public List<ServedPartition> partitions() {
    return partitions;
  }

  /** Returns those of an authority. */
  public List<ServedPartition> partitions(Authority authority) {
    return partitions.stream().filter(one -> one.listing().authority() == authority).toList();
  }

  /** The partition that has that id in addresses. */
  public Optional<ServedPartition> find(Authority authority, String id) {
    return Optional.ofNullable(byAddress.get(new Address(authority, id)));
  }

  /**
   * Returns the partitions that have no CRL that relying parties accept at that time, though
   * certificates on it may be valid.
   */
  public List<ServedPartition> notCurrent(Instant now) {
    Map<Issuer, ListedIssuer> issuers = new HashMap<>();
    manifest.issuers().forEach(one -> issuers.put(one.issuer(), one));
    return partitions.stream()
        .filter(one -> !issuers.get(one.listing().issuer()).endedAt(now))
        .filter(one -> one.crl().filter(crl -> crl.currentAt(now)).isEmpty())
        .toList();
  }
}
