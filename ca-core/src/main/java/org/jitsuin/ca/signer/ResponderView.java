package org.jitsuin.ca.signer;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.SignerRequestAnswer;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.ca.signer.Responders.Responder;
import org.jitsuin.ca.store.OcspResponder;
import org.jitsuin.ca.store.ProposedAdmission;
import org.jitsuin.ca.store.SignerRequest;
import org.jitsuin.ca.store.SignerTable.KnownSigner;

/**
 * An OCSP responder.
 *
 * @param state {@code unknown} where it was never admitted
 * @param admission how often it was admitted; null where it never was
 * @param since null where it was never admitted
 * @param proposal null where nothing waits
 */
public record ResponderView(
    String responder,
    String state,
    @Absent Integer admission,
    @Absent Instant since,
    @Absent ProposalView proposal,
    List<RequestView> requests,
    List<SignerView> signers) {
  private static final String UNKNOWN = "unknown";

  public static ResponderView of(Responder found) {
    Optional<OcspResponder> known = found.known();
    return new ResponderView(
        found.name(),
        known.map(row -> row.state().id()).orElse(UNKNOWN),
        known.map(OcspResponder::admission).orElse(null),
        known.map(OcspResponder::since).orElse(null),
        found.proposal().map(ProposalView::of).orElse(null),
        found.requests().stream().map(request -> RequestView.of(request, found)).toList(),
        found.signers().stream().map(signer -> SignerView.of(signer, found)).toList());
  }

  /**
   * The key that it may begin with.
   *
   * @param key SHA-256 of the SubjectPublicKeyInfo
   * @param approvedBy null as long as nobody agreed
   */
  public record ProposalView(
      String key,
      String proposedBy,
      Instant proposedAt,
      @Absent String approvedBy,
      @Absent Instant approvedAt) {
    static ProposalView of(ProposedAdmission proposal) {
      return new ProposalView(
          proposal.key().toString(),
          proposal.proposed().by(),
          proposal.proposed().at(),
          proposal.approved().map(Mark::by).orElse(null),
          proposal.approved().map(Mark::at).orElse(null));
    }
  }

  /**
   * A certificate that it asks for.
   *
   * @param authority null where there is no such key generation
   * @param key SHA-256 of the SubjectPublicKeyInfo; null where the request has none
   * @param endorsed whether a key of the responder vouches for it
   * @param answer what it waits for; null before it was looked at
   */
  public record RequestView(
      @Absent @OneOf(Authority.class) String authority,
      @Absent Integer generation,
      @Absent String key,
      boolean endorsed,
      Instant requestedAt,
      @Absent @OneOf(SignerRequestAnswer.class) String answer) {
    static RequestView of(SignerRequest request, Responder of) {
      Optional<Issuer> issuer = of.issuer(request.issuerNumber());
      return new RequestView(
          issuer.map(known -> known.authority().id()).orElse(null),
          issuer.map(Issuer::generation).orElse(null),
          key(request).orElse(null),
          request.endorsement().isPresent(),
          request.requestedAt(),
          request.answer().map(SignerRequestAnswer::id).orElse(null));
    }

    private static Optional<String> key(SignerRequest request) {
      Set<SignatureScheme> any = EnumSet.allOf(SignatureScheme.class);
      return KeyRequest.read(request.request(), "the request", any)
              instanceof Outcome.Done<KeyRequest>(KeyRequest read)
          ? Optional.of(read.hash().toString())
          : Optional.empty();
    }
  }

  /** A certificate that it was given and that has not ended. */
  public record SignerView(
      @Absent @OneOf(Authority.class) String authority,
      @Absent Integer generation,
      String serial,
      Instant notBefore,
      Instant notAfter,
      boolean revoked) {
    static SignerView of(KnownSigner signer, Responder of) {
      Optional<Issuer> issuer = of.issuer(signer.issuerNumber());
      return new SignerView(
          issuer.map(known -> known.authority().id()).orElse(null),
          issuer.map(Issuer::generation).orElse(null),
          signer.serial().toString(),
          signer.certificate().getNotBefore().toInstant(),
          signer.notAfter(),
          signer.revoked());
    }
  }
}
