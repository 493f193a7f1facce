package org.jitsuin.bench.issue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.Policies;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.issue.Authorities;
import org.jitsuin.ca.issue.Drafting;
import org.jitsuin.ca.issue.InFlight;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.issue.IssueRecord;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.issue.Preparation;
import org.jitsuin.ca.lifecycle.LifeCycle;
import org.jitsuin.ca.lint.CertificateLint;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.ca.store.CertificateTable.Filed;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;
import org.jitsuin.ca.store.IntentTable.Node;
import org.jitsuin.ca.store.Transactions;

/**
 * The system that is measured: the use case of issuing, put together as the server does it. All of
 * the benchmark's dealings with the certificate authority's code are here.
 */
final class IssueSystem implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Serial CERTIFICATE = Serial.parse("0199eb2a3f0e00112233445566778899");

  private final SigningPool token;
  private final Authorities authorities;
  private final IssueCertificates useCase;

  IssueSystem(PrivateStack stack) {
    InstantSource clock = Clocks.system();
    SecureRandom random = new SecureRandom();
    Node node = new Node("bench", UUID.randomUUID().toString());
    Transactions transactions = new Transactions(stack.authorityPool(), clock);
    this.token = SigningPool.configured(stack.settings(), "ca", clock);
    this.authorities = new Authorities(transactions, token, clock);
    InFlight traffic = new InFlight();
    Preparation preparation =
        new Preparation(
            transactions,
            authorities,
            new Drafting(
                new LifeCycle(Policies.DEFAULT),
                Municipalities.read(),
                new CertificateLint(),
                clock,
                random),
            clock,
            node,
            traffic);
    Abandonment abandonment = new Abandonment(transactions, clock, random, node);
    this.useCase =
        new IssueCertificates(
            preparation,
            new IssueRecord(transactions, clock, random, traffic),
            abandonment,
            traffic);
  }

  /** The keys that it signs with, one for each kind of certificate. */
  List<SigningKey> keys() {
    return List.of(Authority.values()).stream()
        .map(kind -> authorities.issuing(kind).key())
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
            clerk.name(),
            order.card(),
            Fingerprint.of(
                (order.card() + order.signature() + order.identification())
                    .getBytes(StandardCharsets.US_ASCII)));
    Outcome<Issued> outcome =
        useCase.issue(clerk, id, IssueRequest.first(order.card(), requests), IssueSystem::answer);
    if (!(outcome instanceof Outcome.Done<Issued>(Issued issued))) {
      throw new IllegalStateException("not issued: " + outcome);
    }
    return issued.certificates().stream()
        .map(Filed::certificate)
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
        Role.OFFICE_CLERK,
        Optional.of(municipality),
        Optional.of(municipality + "001A"),
        CERTIFICATE);
  }

  /** Returns an answer as large as the office API's, which is kept under the request's key. */
  private static Bytes answer(Issued issued) {
    List<Map<String, String>> certificates =
        issued.certificates().stream()
            .map(one ->
                Map.of(
                    "authority", one.certificate().issuer().authority().id(),
                    "serial", one.certificate().serial().toString(),
                    "state", "good",
                    "notBefore", one.certificate().notBefore().toString(),
                    "notAfter", one.certificate().notAfter().toString(),
                    "partition", one.certificate().crl().partition(),
                    "certificate", Pem.certificate(one.der().bytes())))
            .toList();
    try {
      return Bytes.of(
          JSON.writeValueAsBytes(Map.of("card", issued.cardId(), "certificates", certificates)));
    } catch (JacksonException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  @Override
  public void close() {
    token.close();
  }
}
