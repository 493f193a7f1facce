package org.jitsuin.ca.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.lifecycle.Lineage;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;

/** The lineage of a certificate: its predecessors, successors and siblings. */
public record LineageView(
    @JsonUnwrapped LinkView certificate,
    List<LinkView> predecessors,
    List<LinkView> successors,
    List<LinkView> siblings) {
  public static LineageView of(Lineage lineage, Instant now) {
    return new LineageView(
        LinkView.of(lineage.certificate(), now),
        LinkView.of(lineage.predecessors(), now),
        LinkView.of(lineage.successors(), now),
        LinkView.of(lineage.siblings(), now));
  }

  /** A certificate in the lineage of another. */
  public record LinkView(
      @OneOf(Authority.class) String authority,
      String serial,
      @OneOf(CertificateState.class) String state,
      Instant notBefore,
      Instant notAfter) {
    static LinkView of(CardCertificate certificate, Instant now) {
      return new LinkView(
          certificate.kind().id(),
          certificate.serial().toString(),
          CertificateState.of(certificate, now).id(),
          certificate.notBefore(),
          certificate.notAfter());
    }

    static List<LinkView> of(List<CardCertificate> certificates, Instant now) {
      return certificates.stream().map(one -> of(one, now)).toList();
    }
  }
}
