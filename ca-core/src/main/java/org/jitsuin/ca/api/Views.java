package org.jitsuin.ca.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.CertificateState;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.store.CertificateTable.Filed;

/** The bodies of answers. Components that are absent are null here and nowhere else. */
final class Views {
  private Views() {}

  record CardView(String card, String municipality, LocalDate issuedOn, LocalDate expiresOn) {
    static CardView of(Card card) {
      return new CardView(card.id(), card.municipality(), card.issuedOn(), card.expiresOn());
    }
  }

  record HolderView(
      String registerId,
      String municipality,
      String name,
      String nameSubstitutes,
      String address,
      String addressSubstitutes,
      String sex,
      String birthDate) {
    static HolderView of(Holder holder) {
      return new HolderView(
          holder.registerId(),
          holder.municipality(),
          holder.name().text(),
          holder.name().substitutes(),
          holder.address().text(),
          holder.address().substitutes(),
          holder.sex().id(),
          holder.birthDate().toString());
    }
  }

  record CertificateView(
      String authority,
      int generation,
      String serial,
      String state,
      Instant notBefore,
      Instant notAfter,
      String partition,
      String reason,
      Instant revokedAt,
      String certificate) {
    static CertificateView of(Filed filed, Instant now) {
      CardCertificate certificate = filed.certificate();
      return new CertificateView(
          certificate.issuer().authority().id(),
          certificate.issuer().generation(),
          certificate.serial().toString(),
          CertificateState.of(certificate, now).id(),
          certificate.notBefore(),
          certificate.notAfter(),
          certificate.crl().partition(),
          certificate.revocation().map(revocation -> revocation.reason().id()).orElse(null),
          certificate.revocation().map(Revocation::at).orElse(null),
          Pem.certificate(filed.der().bytes()));
    }
  }

  record IssuedView(String card, List<CertificateView> certificates) {
    static IssuedView of(Issued issued, Instant now) {
      return new IssuedView(
          issued.cardId(),
          issued.certificates().stream().map(c -> CertificateView.of(c, now)).toList());
    }
  }

  /** An entry in the history of a card. */
  record HistoryView(String at, String act, JsonNode actor) {
    static HistoryView of(JsonNode entry) {
      return new HistoryView(
          entry.get("at").asText(), entry.get("act").asText(), entry.get("actor"));
    }
  }

  record RevokedView(String authority, String serial, String reason, Instant revokedAt) {
    static RevokedView of(CardCertificate certificate) {
      Revocation revocation = certificate.revocation().orElseThrow();
      return new RevokedView(
          certificate.issuer().authority().id(),
          certificate.serial().toString(),
          revocation.reason().id(),
          revocation.at());
    }
  }

  record EntryView(long number, JsonNode entry) {}

  record EntriesView(List<EntryView> entries, Long next) {}

  record CallerView(String name, String role, String municipality, String window) {
    static CallerView of(StaffMember member) {
      return new CallerView(
          member.name(),
          member.role().id(),
          member.municipality().orElse(null),
          member.window().orElse(null));
    }
  }
}
