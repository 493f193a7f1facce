package org.jitsuin.verifier;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;

/**
 * What is to be said of a certificate. {@link Valid} alone lets anybody in; whoever forgets one of
 * the others refuses.
 *
 * <pre>{@code
 * if (verdict instanceof Verdict.Valid valid) {
 *   System.out.println("good until " + valid.until());
 * } else {
 *   System.out.println(verdict.code() + ": " + verdict.words().ja());
 * }
 * }</pre>
 */
public sealed interface Verdict {
  /** Returns a word for programs, such as {@code revoked}; it is never changed. */
  String code();

  /** Returns a sentence for the person in front of the machine; it names nobody. */
  Words words();

  /** Returns whether it may be relied on: {@link Valid} alone. */
  default boolean isValid() {
    return this instanceof Valid;
  }

  /**
   * It is good.
   *
   * @param asOf as of when the authority says so
   * @param until when it must be asked again at the latest: something newer is known then, or the
   *     certificate has ended
   */
  record Valid(CertificateKind kind, Instant asOf, Instant until) implements Verdict {
    @Override
    public String code() {
      return "valid";
    }

    @Override
    public Words words() {
      return new Words("It is good.", "有効です。");
    }
  }

  /**
   * It is suspended, and may become good again: the card was reported as lost.
   *
   * @param since when
   * @param asOf as of when the authority says so
   */
  record Suspended(CertificateKind kind, Instant since, Instant asOf) implements Verdict {
    @Override
    public String code() {
      return "suspended";
    }

    @Override
    public Words words() {
      return since.equals(asOf) ? ReasonWords.suspended() : ReasonWords.suspended(since);
    }
  }

  /**
   * It was revoked, for good.
   *
   * @param since when
   * @param invalidFrom from when it should not be trusted, where that is known to be earlier
   * @param asOf as of when the authority says so
   */
  record Revoked(
      CertificateKind kind,
      Instant since,
      Reason reason,
      Optional<Instant> invalidFrom,
      Instant asOf)
      implements Verdict {
    @Override
    public String code() {
      return "revoked";
    }

    @Override
    public Words words() {
      // A status filter tells neither: then the time is its own.
      return reason == Reason.UNSPECIFIED && since.equals(asOf)
          ? ReasonWords.revoked()
          : ReasonWords.revoked(kind, since, reason);
    }
  }

  /**
   * Its time is over.
   *
   * @param since its last moment
   */
  record Expired(CertificateKind kind, Instant since) implements Verdict {
    @Override
    public String code() {
      return "expired";
    }

    @Override
    public Words words() {
      return ReasonWords.expired(since);
    }
  }

  /**
   * Its time has not begun.
   *
   * @param from its first moment
   */
  record NotYetValid(CertificateKind kind, Instant from) implements Verdict {
    @Override
    public String code() {
      return "not-yet-valid";
    }

    @Override
    public Words words() {
      return ReasonWords.notYet(from);
    }
  }

  /**
   * It is the authority's, and for something else.
   *
   * @param kind what it is
   */
  record WrongKind(CertificateKind kind) implements Verdict {
    @Override
    public String code() {
      return "wrong-kind";
    }

    @Override
    public Words words() {
      return new Words(
          "This is the %s; the other one of the card is needed.".formatted(kind.words().en()),
          "これは%sです。もう一方の電子証明書が必要です。".formatted(kind.words().ja()));
    }
  }

  /** It is none of the trusted authority's, or not one of a card. */
  record NotOurs(Mismatch why) implements Verdict {
    @Override
    public String code() {
      return "not-ours";
    }

    @Override
    public Words words() {
      return new Words(
          "This certificate is not accepted: " + why.words().en() + ".",
          "この電子証明書は使えません（" + why.words().ja() + "）。");
    }
  }

  /**
   * Nobody knows. Never taken for good: ask again later.
   *
   * @param detail for those who run the program; says nothing of a person
   */
  record CannotTell(Silence why, String detail) implements Verdict {
    @Override
    public String code() {
      return "cannot-tell";
    }

    @Override
    public Words words() {
      return new Words(
          "Whether it is good cannot be told now: " + why.en() + ". Please try again later.",
          "有効性を確認できません（" + why.ja() + "）。時間をおいて試してください。");
    }
  }
}
