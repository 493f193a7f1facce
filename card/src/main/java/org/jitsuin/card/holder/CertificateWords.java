package org.jitsuin.card.holder;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.card.state.KeyUse;

/** A certificate as its holder wants to know it: what for, until when, what is written in it. */
public final class CertificateWords {
  private static final Duration SOON = Duration.ofDays(92);

  private CertificateWords() {}

  /**
   * A line: what it is about, and what is so.
   *
   * @param warning whether the holder should do something
   */
  public record Fact(Words label, Words value, boolean warning) {
    Fact(String ja, String en, Words value) {
      this(new Words(ja, en), value, false);
    }
  }

  /** The name of a use. */
  public static Words name(KeyUse use) {
    return switch (use) {
      case SIGNATURE -> new Words("署名用電子証明書", "certificate for signatures");
      case USER_IDENTIFICATION -> new Words("利用者証明用電子証明書", "certificate for user identification");
    };
  }

  /** The facts of a certificate. */
  public static List<Fact> of(KeyUse use, X509Certificate certificate, Instant now) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("用途", "what for", purpose(use)));
    facts.add(validity(certificate, now));
    HolderFacts.of(certificate).ifPresent(holder -> addHolder(facts, holder));
    facts.add(
        new Fact(
            "発行番号",
            "serial",
            same(HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray()))));
    facts.add(new Fact("発行者", "issuer", same(certificate.getIssuerX500Principal().getName())));
    return List.copyOf(facts);
  }

  private static Words purpose(KeyUse use) {
    return switch (use) {
      case SIGNATURE ->
          new Words(
              "電子文書への署名（電子申請など）。氏名・住所などが相手に伝わります。",
              "signing documents, as for tax returns; name and address are told to the other side");
      case USER_IDENTIFICATION ->
          new Words(
              "ログインやコンビニ交付での本人確認。氏名・住所は含まれません。",
              "logging in, as to Mynaportal or at a convenience store; has neither name nor address");
    };
  }

  private static Fact validity(X509Certificate certificate, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    LocalDate last = JapanTime.date(end);
    Words label = new Words("有効期限", "valid until");
    if (now.isAfter(end)) {
      return new Fact(
          label,
          new Words(
              last + "（期限切れ。住所地の市区町村の窓口で更新してください）",
              last + ", which is over: have a new one issued at the office of your municipality"),
          true);
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return new Fact(label, new Words(last + "（まだ有効期間前です）", last + ", and not valid yet"), true);
    }
    boolean soon = Duration.between(now, end).compareTo(SOON) < 0;
    return soon
        ? new Fact(
            label,
            new Words(
                last + "（まもなく期限です。3か月前から窓口で更新できます）",
                last
                    + ", soon: the office of your municipality renews it from three months before"),
            true)
        : new Fact(label, same(last.toString()), false);
  }

  private static void addHolder(List<Fact> facts, HolderFacts holder) {
    facts.add(new Fact("氏名", "name", same(holder.name())));
    addSubstitutes(facts, holder.name(), holder.nameSubstitutes());
    facts.add(new Fact("住所", "address", same(holder.address())));
    addSubstitutes(facts, holder.address(), holder.addressSubstitutes());
    facts.add(new Fact("生年月日", "born", BirthDateWords.of(holder.birthDate())));
    facts.add(new Fact("性別", "sex", holder.sexInWords()));
  }

  /** Says which characters stand for others that computers do not have. */
  private static void addSubstitutes(List<Fact> facts, String text, String flags) {
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), flags.length()); i++) {
      if (flags.charAt(i) == '1') {
        marked.append(marked.isEmpty() ? "" : "、").append(text.charAt(i));
      }
    }
    if (!marked.isEmpty()) {
      facts.add(
          new Fact(
              "代替文字",
              "substitutes",
              new Words(
                  marked + "（戸籍などの正しい字の代わりに使われている字）",
                  marked + ", which stand for characters that computers do not have")));
    }
  }

  private static Words same(String text) {
    return new Words(text, text);
  }
}
