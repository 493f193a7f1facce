package org.jitsuin.ca.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.issue.Authorities.Generation;
import org.jitsuin.ca.signer.SignerWatch;
import org.jitsuin.ca.status.StatusView.GenerationView;
import org.jitsuin.ca.status.StatusView.GenerationsView;
import org.jitsuin.ca.status.StatusView.SignerView;
import org.jitsuin.ca.status.Why.Reason;

/** Judges key generations and their OCSP signers. */
final class GenerationRules {
  /** Nobody says of what is being made when it begins to issue. */
  private static final Duration MADE = Duration.ofDays(36_500);

  private GenerationRules() {}

  static GenerationsView all(List<Sources.Standing> standings, Instant now) {
    List<GenerationView> views = standings.stream().map(standing -> one(standing, now)).toList();
    boolean none = standings.stream().noneMatch(Sources.Standing::issuing);
    return new GenerationsView(
        none ? Condition.FAILING : Condition.worst(views.stream().map(GenerationView::condition)),
        none
            ? Why.of(
                new Reason(
                    "no key generation issues: hold the key ceremony",
                    "発行に使える鍵がありません。鍵生成式（キーセレモニー）を行ってください"))
            : Why.NOTHING,
        views);
  }

  private static GenerationView one(Sources.Standing standing, Instant now) {
    Generation generation = standing.generation();
    Issuer issuer = generation.issuing().policy().issuer();
    Instant notAfter = generation.issuing().certificate().getNotAfter().toInstant();
    List<SignerView> signers =
        standing.signers().stream().map(signer -> signer(signer, now)).toList();
    Why why = why(standing, signers, now);
    boolean over = isOver(generation, now);
    Condition own = over ? Condition.GOOD : StatusRules.end(Duration.between(now, notAfter));
    return new GenerationView(
        issuer.toString(),
        issuer.authority().id(),
        issuer.generation(),
        generation.issuing().key().scheme().id(),
        over ? own : Condition.worst(Stream.of(own, ofSigners(signers))),
        why,
        standing.issuing(),
        generation.retired(),
        generation.issuesFrom().isAfter(now.plus(MADE)) ? null : generation.issuesFrom(),
        generation.issuing().certificate().getNotBefore().toInstant(),
        notAfter,
        Math.max(Duration.between(now, notAfter).toDays(), 0),
        signers);
  }

  /** Nothing is asked of a key that signs nothing any more. */
  private static boolean isOver(Generation generation, Instant now) {
    return generation.retired()
        || now.isAfter(generation.issuing().certificate().getNotAfter().toInstant());
  }

  private static Why why(Sources.Standing standing, List<SignerView> signers, Instant now) {
    Instant notAfter = standing.generation().issuing().certificate().getNotAfter().toInstant();
    List<Reason> why = new ArrayList<>();
    if (isOver(standing.generation(), now)) {
      return Why.NOTHING;
    }
    if (StatusRules.end(Duration.between(now, notAfter)) != Condition.GOOD) {
      why.add(
          new Reason("its certificate ends on " + notAfter, "認証局の証明書の有効期限は " + notAfter + " です"));
    }
    if (signers.isEmpty()) {
      why.add(new Reason("it has no OCSP signer", "OCSP署名者がありません"));
    } else if (ofSigners(signers) != Condition.GOOD) {
      why.add(
          new Reason(
              "OCSP signers should have been renewed, and were not", "OCSP署名者が更新されるべき時期を過ぎています"));
    }
    return Why.of(why);
  }

  /** One signer that is valid answers; one that should have been renewed is a warning. */
  private static Condition ofSigners(List<SignerView> signers) {
    if (signers.stream().allMatch(signer -> signer.condition() == Condition.FAILING)) {
      return Condition.FAILING;
    }
    return signers.stream().allMatch(signer -> signer.condition() == Condition.GOOD)
        ? Condition.GOOD
        : Condition.ATTENTION;
  }

  private static SignerView signer(SignerWatch.Newest newest, Instant now) {
    Instant notAfter = newest.signer().certificate().getNotAfter().toInstant();
    Condition condition =
        now.isAfter(notAfter)
            ? Condition.FAILING
            : newest.overdue() ? Condition.ATTENTION : Condition.GOOD;
    return new SignerView(
        newest.signer().holder().map(holder -> holder.responder()).orElse(null),
        newest.signer().certificate().getSerialNumber().toString(16),
        condition,
        newest.signer().certificate().getNotBefore().toInstant(),
        notAfter,
        Math.max(Duration.between(now, notAfter).toDays(), 0));
  }
}
