package org.jitsuin.sandbox.person;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Words;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;

/** People who do not exist, for whoever has no card: each is a case that a party must know. */
@SuppressWarnings("ImmutableEnumChecker") // Records of texts, which nobody changes.
public enum TestPerson {
  /** All is well. */
  HANAKO(
      "hanako",
      new Words("all is well", "すべて有効"),
      new Attributes(
          "見本　花子", List.of(), "東京都清瀬市見本町１番地", Optional.of("1988-02-29"), Optional.of("female")),
      Fault.NONE),
  /** The same person, later: the same {@code sub}. */
  HANAKO_MOVED(
      "hanako",
      new Words("the same person after a move, with a new certificate", "同じ人が引っ越した後（新しい証明書）"),
      new Attributes(
          "見本　花子", List.of(), "大阪府大阪市見本区２番地", Optional.of("1988-02-29"), Optional.of("female")),
      Fault.NONE),
  /** A character of the name stands for another; of the birth date the year alone is known. */
  TARO(
      "taro",
      new Words("a substitute in the name, only the year of birth known", "氏名に代替文字、生年のみ判明"),
      new Attributes(
          "髙見本　太郎", List.of(0), "東京都清瀬市見本町３番地", Optional.of("1931"), Optional.of("male")),
      Fault.NONE),
  /** Neither birth date nor sex is known. */
  JIRO(
      "jiro",
      new Words("birth date and sex unknown", "生年月日・性別が不明"),
      new Attributes("見本　次郎", List.of(), "北海道札幌市見本区４番地", Optional.empty(), Optional.empty()),
      Fault.NONE),
  /** The address changed and no new certificate for signatures was fetched: login works. */
  SABURO(
      "saburo",
      new Words("moved: the certificate for signatures is revoked", "転居により署名用証明書が失効"),
      new Attributes(
          "見本　三郎", List.of(), "福岡県福岡市見本区５番地", Optional.of("1975-12-31"), Optional.of("male")),
      Fault.MOVED),
  /** The card was reported as lost. */
  SHIRO(
      "shiro",
      new Words("the card is suspended", "カードが一時停止中"),
      new Attributes(
          "見本　四郎", List.of(), "愛知県名古屋市見本区６番地", Optional.of("1999-01-01"), Optional.of("male")),
      Fault.SUSPENDED),
  /** The authority does not answer. */
  GORO(
      "goro",
      new Words("nobody can tell: the authority is silent", "有効性を確認できない（認証局が無応答）"),
      new Attributes(
          "見本　五郎", List.of(), "宮城県仙台市見本区７番地", Optional.of("2001-05-05"), Optional.of("male")),
      Fault.SILENT);

  private enum Fault {
    NONE,
    MOVED,
    SUSPENDED,
    SILENT
  }

  private static final Duration AGO = Duration.ofDays(3);

  private final String person;
  private final Words label;
  private final Attributes attributes;
  private final Fault fault;

  TestPerson(String person, Words label, Attributes attributes, Fault fault) {
    this.person = person;
    this.label = label;
    this.attributes = attributes;
    this.fault = fault;
  }

  /** Returns a person by name. */
  public static Optional<TestPerson> of(String name) {
    return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Returns what the person is good for. */
  public Words label() {
    return label;
  }

  /** Returns the four attributes. */
  public Attributes attributes() {
    return attributes;
  }

  /** Returns who came. */
  public Holder holder(boolean withAttributes) {
    return new Holder(
        "test:" + person, withAttributes ? Optional.of(attributes) : Optional.empty(), true);
  }

  /** Returns what an authority would say of a certificate of the person. */
  public Verdict verdict(CertificateKind kind, Instant now) {
    Instant since = now.minus(AGO);
    return switch (fault) {
      case NONE -> valid(kind, now);
      case MOVED ->
          kind == CertificateKind.SIGNATURE
              ? new Verdict.Revoked(kind, since, Reason.AFFILIATION_CHANGED, Optional.empty(), now)
              : valid(kind, now);
      case SUSPENDED -> new Verdict.Suspended(kind, since, now);
      case SILENT -> new Verdict.CannotTell(Silence.UNREACHABLE, "a test person");
    };
  }

  private static Verdict valid(CertificateKind kind, Instant now) {
    return new Verdict.Valid(kind, now, now.plus(Duration.ofMinutes(5)));
  }
}
