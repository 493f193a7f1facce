package org.jitsuin.ca.api.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.massrevocation.RevocationJobs.Choice;
import org.jitsuin.ca.massrevocation.RevocationJobs.Proposal;
import org.jitsuin.ca.model.IssueWindow;

/** Requests about mass revocations. Components that may be absent are null here only. */
public final class JobRequests {
  /** Room for {@value #MOST_SERIALS} serial numbers. */
  static final int LARGEST = 524_288;

  private static final int MOST_SERIALS = 10_000;
  private static final int FASTEST = 20_000;

  private static final Set<RevocationCause> GROUNDS =
      Set.of(
          RevocationCause.EX_OFFICIO,
          RevocationCause.ERRONEOUS_ISSUE,
          RevocationCause.KEY_COMPROMISE,
          RevocationCause.AUTHORITY_KEY_COMPROMISE,
          RevocationCause.DESTROYED_BEFORE_DELIVERY);

  private JobRequests() {}

  /**
   * A municipality alone, or an authority with a generation, each with the time of issue if that
   * counts; or an authority with serials, or with a certificate of its own; or a sealed list alone.
   */
  public record SelectionRequest(
      String municipality,
      String authority,
      Integer generation,
      List<String> serials,
      Instant issuedFrom,
      Instant issuedUntil,
      String authorityCertificate,
      String list) {
    Choice choice() {
      if (list != null) {
        return sealed();
      }
      long ofAuthority =
          Stream.of(generation, serials, authorityCertificate).filter(Objects::nonNull).count();
      boolean one =
          municipality != null
              ? authority == null && ofAuthority == 0
              : authority != null && ofAuthority == 1;
      if (!one) {
        throw Members.invalid(
            "selection",
            "is a municipality, or an authority with a generation, with serials, or with an"
                + " authorityCertificate; or a list");
      }
      if (municipality != null) {
        return new Choice.OfMunicipality(
            Members.identifier("selection.municipality", municipality), window());
      }
      Authority of = Members.choice("selection.authority", authority, Authority::byId);
      return generation != null ? generation(of) : named(of);
    }

    /**
     * Returns the choice of certificates that are listed, for which no time of issue may be given.
     */
    private Choice named(Authority of) {
      if (issuedFrom != null || issuedUntil != null) {
        throw Members.invalid(
            "selection.issuedFrom", "is not allowed when certificates are listed");
      }
      return authorityCertificate == null
          ? serials(of)
          : new Choice.OfAuthority(
              of,
              Members.choice(
                  "selection.authorityCertificate", authorityCertificate, Members::serial));
    }

    private Choice sealed() {
      boolean alone =
          Stream.of(
                  municipality,
                  authority,
                  generation,
                  serials,
                  issuedFrom,
                  issuedUntil,
                  authorityCertificate)
              .allMatch(Objects::isNull);
      if (!alone) {
        throw Members.invalid("selection.list", "stands alone");
      }
      return new Choice.OfList(Members.identifier("selection.list", list));
    }

    private IssueWindow window() {
      try {
        return new IssueWindow(
            Members.since("selection.issuedFrom", issuedFrom),
            Members.since("selection.issuedUntil", issuedUntil));
      } catch (IllegalArgumentException _) {
        throw Members.invalid(
            "selection.issuedFrom",
            "and issuedUntil are whole seconds, the first before the other");
      }
    }

    private Choice generation(Authority of) {
      if (generation < 1 || generation > Issuer.LAST_GENERATION) {
        throw Members.invalid("selection.generation", "is 1 to " + Issuer.LAST_GENERATION);
      }
      return new Choice.OfGeneration(new Issuer(of, generation), window());
    }

    private Choice serials(Authority of) {
      if (serials.isEmpty() || serials.size() > MOST_SERIALS) {
        throw Members.invalid("selection.serials", "are 1 to " + MOST_SERIALS);
      }
      return new Choice.OfSerials(
          of,
          serials.stream()
              .map(text -> Members.choice("selection.serials", text, Members::serial))
              .collect(Collectors.toSet()));
    }
  }

  /** The request to propose a mass revocation. */
  public record JobRequest(
      @JsonProperty(required = true) SelectionRequest selection,
      @JsonProperty(required = true) String ground,
      Instant invalidSince,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) Integer perSecond) {

    Proposal proposal() {
      int speed = Members.present("perSecond", perSecond);
      if (speed < 1 || speed > FASTEST) {
        throw Members.invalid("perSecond", "is 1 to " + FASTEST);
      }
      return new Proposal(
          Members.present("selection", selection).choice(),
          Members.choice("ground", ground, JobRequest::cause),
          Members.since("invalidSince", invalidSince),
          Members.words("reason", reason),
          speed);
    }

    private static Optional<RevocationCause> cause(String id) {
      return GROUNDS.stream().filter(cause -> cause.id().equals(id)).findFirst();
    }
  }
}
