package org.jitsuin.installation.ceremony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/**
 * What is known of a key generation that is to be retired.
 *
 * @param retired when it was, if it was
 * @param successor the newer key generation that issues in its place
 * @param partitions how many CRLs it has, the complete one not counted
 * @param withoutLast how many of these have no last CRL (ETSI EN 319 411-1, CSS-6.3.9-06), which
 *     comes when every certificate that they are about has ended
 * @param issuedSince whether a certificate that has not ended came after a last CRL
 * @param links the link certificates that it signed and that are neither ended nor revoked
 * @param signing how many signatures are begun and not recorded
 */
record RetirementFacts(
    Issuer issuer,
    Optional<Instant> retired,
    Optional<Issuer> successor,
    long partitions,
    long withoutLast,
    boolean issuedSince,
    List<Link> links,
    long signing) {
  RetirementFacts {
    links = List.copyOf(links);
  }

  /** Returns the same as of before it was retired, in the transaction that does it. */
  RetirementFacts asOf(Optional<Instant> before) {
    return new RetirementFacts(
        issuer, before, successor, partitions, withoutLast, issuedSince, links, signing);
  }

  /** A link certificate (RFC 9810 §4.4). */
  record Link(Issuer subject, Serial serial, Instant notAfter) {}

  /**
   * Returns why it cannot be retired; empty where it can. Nothing that it signed may be good:
   * nobody would ever learn that it is not any more. OCSP signers are left out, which end within
   * days and say themselves that they are not to be checked.
   */
  List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    retired.ifPresent(at -> obstacles.add(issuer + " was retired at " + at));
    if (successor.isEmpty()) {
      obstacles.add(
          "no newer key generation issues in its place: ./jitsuin ceremony --roll-over "
              + issuer.authority());
    }
    if (withoutLast > 0) {
      obstacles.add(
          withoutLast
              + " of its "
              + partitions
              + " CRLs are not the last one yet: that is published when every certificate on its"
              + " partition has ended, without anybody's doing");
    }
    if (issuedSince) {
      obstacles.add("a certificate was issued behind a last CRL and has not ended");
    }
    for (Link link : links) {
      obstacles.add(
          "its link certificate %s to %s is good until %s: revoke it with a revocation job, or wait"
              .formatted(link.serial(), link.subject(), link.notAfter()));
    }
    if (signing > 0) {
      obstacles.add(signing + " of its signatures are begun and not recorded; try again");
    }
    return obstacles;
  }
}
