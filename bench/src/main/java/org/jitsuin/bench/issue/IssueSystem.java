package org.jitsuin.bench.issue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Issued;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The system that is measured: the use case of issuing, put together as the server does it. All of
 * the benchmark's dealings with the certificate authority's code are here.
 */
final class IssueSystem implements AutoCloseable {
  private static final Serial CERTIFICATE = Serial.parse("0199eb2a3f0e00112233445566778899");
  private static final IdentityCheck CHECK =
      new IdentityCheck(
          Set.of(IdentityCheck.Person.HOLDER),
          Set.of(IdentityCheck.Document.INDIVIDUAL_NUMBER_CARD));

  private final CaService service;

  IssueSystem(PrivateStack stack) {
    this.service =
        new CaService(
            stack.settings(), stack.pool(DatabaseUser.CA), Clocks.system(), new SecureRandom());
  }

  /** The keys that it signs with, one for each kind of certificate. */
  List<SigningKey> keys() {
    return List.of(Authority.values()).stream()
        .map(kind -> service.context().authorities().issuing(kind).key())
        .toList();
  }

  /**
   * Issues both certificates; when it returns, they are durable.
   *
   * @throws IllegalStateException if they were refused
   */
  List<Acknowledged> issue(IssueOrder order) {
    Map<Authority, String> requests = new EnumMap<>(Authority.class);
    requests.put(Authority.SIGNATURE, order.signature());
    requests.put(Authority.USER_IDENTIFICATION, order.identification());
    StaffMember clerk = clerk(order.municipality());
    // An office draws a key for each request; the hash is that of address and body.
    RequestId id =
        new RequestId(
            clerk.person(),
            order.card(),
            Fingerprint.of(
                (order.card() + order.signature() + order.identification())
                    .getBytes(StandardCharsets.US_ASCII)));
    Outcome<Answered<Issued>> outcome =
        service
            .issuing()
            .issueCertificates()
            .issue(clerk, id, IssueRequest.first(order.card(), requests, CHECK));
    if (!(outcome instanceof Outcome.Done<Answered<Issued>>(Answered<Issued>(Issued issued, _)))) {
      throw new IllegalStateException("not issued: " + outcome);
    }
    return issued.certificates().stream()
        .map(FiledCertificate::certificate)
        .map(one -> new Acknowledged(one.cardId(), one.issuerNumber(), one.serial()))
        .toList();
  }

  /**
   * Returns a clerk of a municipality, as the office API would have found them by their
   * certificate.
   */
  private static StaffMember clerk(String municipality) {
    return new StaffMember(
        "clerk-" + municipality,
        "clerk-" + municipality,
        Role.OFFICE_CLERK,
        Optional.of(municipality),
        Optional.of(municipality + "001A"),
        CERTIFICATE);
  }

  @Override
  public void close() {
    service.close();
  }
}
