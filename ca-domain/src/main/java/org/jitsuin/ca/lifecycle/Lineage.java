package org.jitsuin.ca.lifecycle;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.model.CardCertificate;

/**
 * The certificates that came before and after one (新旧シリアル番号), and those that stood beside it: what
 * relying parties may ask (article 18, paragraphs 4 and 5; domain, section 4). A holder whose old
 * and new certificates are not linked is taken for two persons.
 *
 * @param predecessors of the same kind, on whichever card, the oldest first
 * @param successors likewise
 * @param siblings of the other kind on the same card, valid at some time at which this one was, the
 *     oldest first
 */
public record Lineage(
    CardCertificate certificate,
    List<CardCertificate> predecessors,
    List<CardCertificate> successors,
    List<CardCertificate> siblings) {
  public Lineage {
    predecessors = List.copyOf(predecessors);
    successors = List.copyOf(successors);
    siblings = List.copyOf(siblings);
  }

  /**
   * @param all certificates that the holder ever had, this one among them
   */
  public static Lineage of(List<CardCertificate> all, CardCertificate certificate) {
    List<CardCertificate> chain =
        all.stream()
            .filter(one -> one.kind() == certificate.kind())
            .sorted(Comparator.comparingInt(CardCertificate::chainNumber))
            .toList();
    return new Lineage(
        certificate,
        chain.stream().filter(one -> one.chainNumber() < certificate.chainNumber()).toList(),
        chain.stream().filter(one -> one.chainNumber() > certificate.chainNumber()).toList(),
        all.stream()
            .filter(one -> one.kind() != certificate.kind())
            .filter(one -> one.cardId().equals(certificate.cardId()))
            .filter(one -> overlap(one, certificate))
            .sorted(Comparator.comparingInt(CardCertificate::chainNumber))
            .toList());
  }

  /**
   * Returns the part of the lineage that belongs to these authorities; siblings of others are left
   * out.
   */
  public Lineage of(Set<Authority> authorities) {
    return new Lineage(
        certificate,
        predecessors,
        successors,
        siblings.stream().filter(one -> authorities.contains(one.kind())).toList());
  }

  /** The one that this one took the place of. */
  public Optional<CardCertificate> predecessor() {
    return predecessors.isEmpty() ? Optional.empty() : Optional.of(predecessors.getLast());
  }

  /** The one that took this one's place. */
  public Optional<CardCertificate> successor() {
    return successors.isEmpty() ? Optional.empty() : Optional.of(successors.getFirst());
  }

  /**
   * Returns whether two certificates were valid at the same time; those issued together belong
   * together even if revoked within the same second, since times are known to the second.
   */
  private static boolean overlap(CardCertificate one, CardCertificate other) {
    return one.notBefore().equals(other.notBefore())
        || (one.notBefore().isBefore(end(other)) && other.notBefore().isBefore(end(one)));
  }

  /** The first instant at which it was valid no more; a hold is no end. */
  private static Instant end(CardCertificate certificate) {
    Instant over = certificate.notAfter().plusSeconds(1);
    return certificate
        .revocation()
        .filter(_ -> certificate.isRevoked())
        .map(Revocation::at)
        .filter(at -> at.isBefore(over))
        .orElse(over);
  }
}
