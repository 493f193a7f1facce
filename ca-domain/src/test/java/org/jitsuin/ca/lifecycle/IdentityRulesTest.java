package org.jitsuin.ca.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.CardEnd.Cause;
import org.jitsuin.ca.model.IdentityCheck;
import org.jitsuin.ca.model.IdentityCheck.Document;
import org.jitsuin.ca.model.IdentityCheck.Person;
import org.jitsuin.ca.model.IdentityCheck.Worth;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an office must have checked before there is a card or a certificate. */
class IdentityRulesTest {
  private static final Refusal INSUFFICIENT = Refusal.of(RefusalCode.IDENTITY_CHECK_INSUFFICIENT);

  /** The holder with an insurance certificate: not enough. */
  private static final IdentityCheck LITTLE =
      new IdentityCheck(Set.of(Person.HOLDER), Set.of(Document.INSURANCE_CERTIFICATE));

  private static <T> Set<T> all(String ids, Function<String, Optional<T>> byId) {
    return Arrays.stream(ids.split(" "))
        .map(id -> byId.apply(id).orElseThrow())
        .collect(Collectors.toSet());
  }

  private static boolean suffices(String present, String documents) {
    return IdentityRules.insufficient(
            new IdentityCheck(all(present, Person::byId), all(documents, Document::byId)))
        .isEmpty();
  }

  /** One of those with a photograph (Amagasaki-shi: 1点の提示でよい本人確認書類), none of the others. */
  @ParameterizedTest
  @EnumSource(Document.class)
  void insufficient_oneDocumentOfTheHolder_isEnoughWithAPhotographOnly(Document document) {
    assertThat(suffices("holder", document.id())).isEqualTo(document.worth() == Worth.PHOTOGRAPH);
  }

  /** Two without a photograph, one of them a document (Amagasaki-shi, Kyoto-shi, list B). */
  @ParameterizedTest
  @CsvSource({
    "insurance-certificate pension-book, true",
    "insurance-certificate student-or-staff-card, true",
    "student-or-staff-card other-document, true",
    "insurance-certificate enquiry-letter, true",
    "pension-book questions-answered, true",
    "enquiry-letter questions-answered, false",
    "insurance-certificate representation-proof, false",
    "enquiry-letter representation-proof, false"
  })
  void insufficient_twoDocumentsWithoutPhotograph_nameTheHolder(String documents, boolean enough) {
    assertThat(suffices("holder", documents)).isEqualTo(enough);
  }

  /** Kasai-shi: the representative's document, and what proves the representation. */
  @ParameterizedTest
  @CsvSource({
    "representative, passport, false",
    "representative, representation-proof, false",
    "representative, passport representation-proof, true",
    "representative, insurance-certificate pension-book representation-proof, true",
    "holder representative, passport, false",
    "holder representative, passport representation-proof, true",
    "representative proxy, passport enquiry-letter, false"
  })
  void insufficient_representative_provesToBeOne(String present, String documents, boolean enough) {
    assertThat(suffices(present, documents)).isEqualTo(enough);
  }

  /** Domain 3.2, Gujo-shi: the proxy's document, and the letter that the holder answered. */
  @ParameterizedTest
  @CsvSource({
    "proxy, driving-licence, false",
    "proxy, enquiry-letter, false",
    "proxy, enquiry-letter representation-proof, false",
    "proxy, driving-licence enquiry-letter, true",
    "proxy, insurance-certificate enquiry-letter, true",
    "holder proxy, driving-licence, true"
  })
  void insufficient_proxyAlone_bringsTheLetter(String present, String documents, boolean enough) {
    assertThat(suffices(present, documents)).isEqualTo(enough);
  }

  /** Adults and user identification, too. */
  @ParameterizedTest
  @EnumSource(Authority.class)
  void issue_checkThatDoesNotSuffice_refused(Authority kind) {
    Life life = Acts.withCard("1980-02-17", "2025-10-27");
    assertThat(life.refused(Acts.issueChecked(life, LITTLE, kind))).isEqualTo(INSUFFICIENT);
    life.done(Acts.issue(life, kind));
    life.on("2030-01-10");
    Command renewal = new Command.Renew(life.card().id(), Set.of(kind), LITTLE, false);
    assertThat(life.refused(renewal)).isEqualTo(INSUFFICIENT);
    life.done(Acts.renew(life, kind));
  }

  @Test
  void register_checkThatDoesNotSuffice_refused() {
    Life life = Acts.born("1980-02-17", "2025-10-27");
    Command asked = new Command.Register(Acts.cardId(1), life.today(), life.today(), false, LITTLE);
    assertThat(life.refused(asked)).isEqualTo(INSUFFICIENT);
    life.done(Acts.register(1, "2025-10-27"));
  }

  @Test
  void replace_checkThatDoesNotSuffice_refused() {
    Life life = Acts.served();
    Command asked =
        new Command.Replace(
            life.card().id(), Acts.cardId(2), Cause.LOST, Optional.of("N-17"), 1000, false, LITTLE);
    assertThat(life.refused(asked)).isEqualTo(INSUFFICIENT);
    life.done(Acts.replace(life, 2, Cause.LOST));
  }
}
