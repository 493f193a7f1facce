package org.jitsuin.crl.plan;

import java.util.List;
import java.util.Map;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.model.LinkCertificate;

/**
 * The status schema at one moment, as far as CRLs need it.
 *
 * @param feedLast the number of the last change in the feed
 * @param issuers all key generations, by number; a handful
 * @param links the link certificates between them; two for each roll-over
 * @param partitions all partitions, by number; some thousands
 * @param unusable what could not be understood, by name, and why
 */
public record Status(
    long feedLast,
    List<CrlIssuer> issuers,
    List<LinkCertificate> links,
    List<PartitionStatus> partitions,
    Map<String, String> unusable) {
  public Status {
    issuers = List.copyOf(issuers);
    links = List.copyOf(links);
    partitions = List.copyOf(partitions);
    unusable = Map.copyOf(unusable);
  }
}
