package org.jitsuin.ca.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("stack")
class ApplicationsTest {
  private static final String CHECK =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}";

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember supervisor = ca.staff("supervisor-13221");
  private final StaffMember stranger = ca.staff("clerk-13104");

  @AfterEach
  void end() {
    desk.close();
  }

  private static String registration(String registerId) {
    return registration(registerId, "");
  }

  private static String registration(String registerId, String more) {
    return """
    {"municipality":"13221","holder":{"registerId":"%s","name":"山田　花子",
     "address":"東京都清瀬市中里五丁目８４２番地","sex":"female","birthDate":"1980-02-17"%s},%s}
    """
        .formatted(registerId, more, CHECK);
  }

  private static String someone() {
    return "r-" + UUID.randomUUID();
  }

  private static String requests(CardKey key) {
    String pem = key.pem().replace("\r", "").replace("\n", "\\n");
    return "{\"requests\":{\"signature\":\"" + pem + "\"}," + CHECK + "}";
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private String received(ApplicationKind kind, Card card, String content) {
    return desk.received(clerk, kind, card.id(), content);
  }

  private static String text(FiledApplication row) {
    return new String(row.end().orElseThrow().result().orElseThrow().bytes(), UTF_8);
  }

  @Test
  void complete_registrationOfAnotherClerk_isCarriedOutAndErased() {
    String person = someone();
    FiledApplication received =
        done(
            desk.receive(
                clerk, ApplicationKind.REGISTRATION, Optional.empty(), registration(person)));
    String id = received.subject().id();
    assertThat(received.state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(new String(received.content().orElseThrow().bytes(), UTF_8)).contains("山田");

    FiledApplication completed = done(desk.complete(supervisor, id));
    assertThat(completed.state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(text(completed)).contains("\"card\":").contains("\"municipality\":\"13221\"");
    assertThat(completed.content()).isEmpty();
    assertThat(completed.end().orElseThrow().mark().by()).isEqualTo("supervisor-13221");
    assertThat(ca.resident(person).municipality()).isEqualTo("13221");
    assertThat(desk.entries("application-received", id)).isOne();
    assertThat(desk.entries("application-completed", id)).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind LIKE 'application-%' AND body LIKE ?",
                "%山田%"))
        .isZero();
  }

  @Test
  void complete_again_givesTheSameAnswerAndDoesNothing() {
    Card card = ca.card();
    String id = received(ApplicationKind.CERTIFICATES, card, requests(CardKey.p384()));
    FiledApplication first = done(desk.complete(clerk, id));
    FiledApplication again = done(desk.complete(supervisor, id));
    assertThat(again).isEqualTo(first);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isOne();
    assertThat(desk.entries("application-completed", id)).isOne();
  }

  @Test
  void complete_withoutWhatComesAtTheCounter_staysOpenUntilItIsThere() {
    Card card = ca.card();
    String id = received(ApplicationKind.CERTIFICATES, card, "{\"ward\":false}");
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(code(desk.complete(clerk, id, "{\"requests\":{\"signature\":\"x\"}," + CHECK + "}")))
        .isEqualTo(RefusalCode.KEY_REQUEST_INVALID);
    assertThat(code(desk.complete(clerk, id, "{\"requests\":{\"pencil\":\"x\"}}")))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);

    FiledApplication completed = done(desk.complete(supervisor, id, requests(CardKey.p384())));
    assertThat(text(completed)).contains("BEGIN CERTIFICATE");
  }

  /** Nobody may say later that an office saw somebody. */
  @Test
  void complete_withoutIdentityCheck_staysOpenUntilItIsRecorded() {
    Card card = ca.card();
    String pem = requests(CardKey.p384()).replace("," + CHECK, "");
    String id = received(ApplicationKind.CERTIFICATES, card, pem);
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.IDENTITY_CHECK_NEEDED);
    String little = "{" + CHECK.replace("passport", "pension-book") + "}";
    assertThat(code(desk.complete(clerk, id, little)))
        .isEqualTo(RefusalCode.IDENTITY_CHECK_INSUFFICIENT);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);
    done(desk.complete(clerk, id, "{" + CHECK + "}"));
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'certificates-issued' AND card = ?"
                    + " AND body LIKE ?",
                card.id(),
                "%\"documents\":[\"passport\"],\"present\":[\"holder\"]%"))
        .isOne();
  }

  @Test
  void complete_keyThatWasCertifiedBefore_staysOpen() {
    CardKey key = CardKey.p384();
    done(desk.complete(clerk, received(ApplicationKind.CERTIFICATES, ca.card(), requests(key))));
    String id = received(ApplicationKind.CERTIFICATES, ca.card(), "{}");
    assertThat(code(desk.complete(clerk, id, requests(key)))).isEqualTo(RefusalCode.KEY_REUSED);
    assertThat(done(desk.complete(clerk, id, requests(CardKey.p384()))).state())
        .isEqualTo(ApplicationState.COMPLETED);
  }

  @Test
  void complete_changingWhatWasEntered_refused() {
    String id = received(ApplicationKind.CERTIFICATES, ca.card(), "{\"ward\":true}");
    Outcome<FiledApplication> outcome = desk.complete(clerk, id, "{\"ward\":false}");
    assertThat(code(outcome)).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);
  }

  @Test
  void complete_refusedByARule_endsWithThatRefusalForEverybody() {
    String id = received(ApplicationKind.LIFT, ca.card(), "{" + CHECK + "}");
    Outcome<FiledApplication> refused = desk.complete(clerk, id);
    assertThat(code(refused)).isEqualTo(RefusalCode.CARD_NOT_SUSPENDED);
    assertThat(desk.complete(supervisor, id)).isEqualTo(refused);
    FiledApplication row = desk.row(id);
    assertThat(row.state()).isEqualTo(ApplicationState.REFUSED);
    assertThat(row.content()).isEmpty();
    assertThat(row.end().orElseThrow().refusal().orElseThrow().code())
        .isEqualTo(RefusalCode.CARD_NOT_SUSPENDED);
    assertThat(desk.entries("application-refused", id)).isOne();
  }

  @Test
  void refuse_open_endsItWithTheReason() {
    String id = received(ApplicationKind.PIN, ca.card(), "{}");
    FiledApplication row = done(desk.refuse(supervisor, id, "本人が取り下げた"));
    assertThat(row.state()).isEqualTo(ApplicationState.REFUSED);
    assertThat(row.end().orElseThrow().reason()).contains("本人が取り下げた");
    assertThat(row.content()).isEmpty();
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_ENDED);
    assertThat(code(desk.refuse(clerk, id, "x"))).isEqualTo(RefusalCode.APPLICATION_ENDED);
    assertThat(code(desk.approve(supervisor, id))).isEqualTo(RefusalCode.APPLICATION_ENDED);
    assertThat(desk.entries("application-refused", id)).isOne();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'application-refused' AND body LIKE"
                    + " ?",
                "%取り下げ%"))
        .isZero();
  }

  @Test
  void everything_ofAnotherMunicipality_isOutOfReach() {
    Card card = ca.card();
    String id = received(ApplicationKind.PIN, card, "{}");
    RefusalCode other = RefusalCode.OTHER_MUNICIPALITY;
    assertThat(code(desk.receive(stranger, ApplicationKind.PIN, Optional.of(card.id()), "{}")))
        .isEqualTo(other);
    assertThat(code(desk.applications().read(stranger, id))).isEqualTo(other);
    assertThat(code(desk.complete(stranger, id))).isEqualTo(other);
    assertThat(code(desk.refuse(stranger, id, "x"))).isEqualTo(other);
    assertThat(code(desk.approve(stranger, id))).isEqualTo(other);
    assertThat(desk.applications().page(stranger, Optional.empty(), 0, 200))
        .allSatisfy(row -> assertThat(row.subject().municipality()).isEqualTo("13104"));
    assertThat(code(desk.complete(clerk, UUID.randomUUID().toString())))
        .isEqualTo(RefusalCode.APPLICATION_UNKNOWN);
    assertThat(code(desk.complete(clerk, "x".repeat(4_000))))
        .isEqualTo(RefusalCode.APPLICATION_UNKNOWN);
  }

  /** What is unknown or wrong never gets into the database. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CERTIFICATES | {\"myNumber\":\"123456789012\"}",
        "CERTIFICATES | {\"identityCheck\":{\"present\":[\"cat\"],\"documents\":[\"passport\"]}}",
        "REPLACEMENT | {\"cause\":\"eaten\"}",
        "REPLACEMENT | {\"feeYen\":-1}",
        "REPLACEMENT | {\"notification\":\"a b\"}",
        "EXTENSION | {\"ground\":\"because\"}",
        "REVOCATION | {\"ground\":\"holder-request\"}",
        "REVOCATION | {\"authority\":\"signature\",\"serial\":\"xyz\"}",
        "REVOCATION | {\"authority\":\"signature\",\"serial\":\"0a\",\"ground\":\"renewed\"}",
        "PIN | {\"what\":\"guessed\"}",
        "LIFT | {\"identityCheck\":{\"present\":[],\"documents\":[]}}"
      })
  void receive_wrongContent_refusedAndNotKept(ApplicationKind kind, String content) {
    Card card = ca.card();
    assertThat(code(desk.receive(clerk, kind, Optional.of(card.id()), content)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.application WHERE card_id = ?", card.id()))
        .isZero();
  }

  @Test
  void receive_whatLooksLikeAPin_refusedAndNotKept() {
    Card card = ca.card();
    Optional<String> of = Optional.of(card.id());
    assertThat(code(desk.receive(clerk, ApplicationKind.PIN, of, "{\"pin\":\"1234\"}")))
        .isEqualTo(RefusalCode.PIN_NOT_ACCEPTED);
    assertThat(ca.count("SELECT COUNT(*) FROM ca.application WHERE card_id = ?", card.id()))
        .isZero();
  }

  @Test
  void receive_registrationWithAMyNumber_refused() {
    String content = registration("123456789012");
    assertThat(code(desk.receive(clerk, ApplicationKind.REGISTRATION, Optional.empty(), content)))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
  }

  @Test
  void receive_cardMissingOrTooMuch_refused() {
    assertThat(code(desk.receive(clerk, ApplicationKind.LIFT, Optional.empty(), "{}")))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    Optional<String> card = Optional.of(ca.card().id());
    assertThat(
            code(desk.receive(clerk, ApplicationKind.REGISTRATION, card, registration(someone()))))
        .isEqualTo(RefusalCode.REQUEST_INVALID);
    Optional<String> unknown = Optional.of(UUID.randomUUID().toString());
    assertThat(code(desk.receive(clerk, ApplicationKind.LIFT, unknown, "{}")))
        .isEqualTo(RefusalCode.CARD_UNKNOWN);
  }

  @Test
  void page_byState_goesOnBehindTheLast() {
    Card card = ca.card();
    List<String> entered = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      entered.add(received(ApplicationKind.PIN, card, "{}"));
    }
    done(desk.refuse(clerk, entered.get(2), "x"));
    long before = desk.row(entered.getFirst()).number() - 1;
    Optional<ApplicationState> open = Optional.of(ApplicationState.RECEIVED);
    List<FiledApplication> first = desk.applications().page(clerk, open, before, 2);
    List<FiledApplication> second =
        desk.applications().page(clerk, open, first.getLast().number(), 2);
    assertThat(first)
        .extracting(row -> row.subject().id())
        .containsExactlyElementsOf(entered.subList(0, 2));
    assertThat(second)
        .extracting(row -> row.subject().id())
        .containsExactlyElementsOf(entered.subList(3, 5));
    assertThat(desk.applications().page(clerk, Optional.of(ApplicationState.REFUSED), before, 10))
        .extracting(row -> row.subject().id())
        .containsExactly(entered.get(2));
  }

  @Test
  void read_leavesAnEntry() {
    String id = received(ApplicationKind.PIN, ca.card(), "{}");
    done(desk.applications().read(supervisor, id));
    assertThat(desk.entries("application-read", id)).isOne();
  }

  @Test
  void complete_liftOfASuspendedCard_lifts() {
    Card card = ca.card();
    ca.issueBoth(card);
    suspend(card);
    String id = received(ApplicationKind.LIFT, card, "{}");
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.REQUEST_INVALID);
    done(desk.complete(clerk, id, "{" + CHECK + "}"));
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.card WHERE card_id = ? AND suspended_at IS NULL",
                card.id()))
        .isOne();
  }

  private void suspend(Card card) {
    done(ca.perform(clerk, card, new Command.Suspend(card.id(), clerk.person())));
  }

  @Test
  void complete_replacementForLoss_isANewCard() {
    Card card = ca.card();
    ca.issueBoth(card);
    String id =
        received(
            ApplicationKind.REPLACEMENT,
            card,
            "{\"cause\":\"lost\",\"notification\":\"KIYOSE-17\",\"feeYen\":1000," + CHECK + "}");
    FiledApplication row = done(desk.complete(supervisor, id));
    assertThat(text(row)).contains("\"predecessor\":\"" + card.id() + "\"");
    assertThat(ca.count("SELECT COUNT(*) FROM ca.card WHERE predecessor = ?", card.id())).isOne();
  }

  @Test
  void complete_extensionWhilePermissionIsPending_extendsByTwoMonths() {
    String stay = ",\"stay\":{\"status\":\"other\",\"until\":\"2027-03-31\"}";
    FiledApplication registered =
        done(
            desk.receive(
                clerk,
                ApplicationKind.REGISTRATION,
                Optional.empty(),
                registration(someone(), stay)));
    String answer = text(done(desk.complete(clerk, registered.subject().id())));
    String card = answer.replaceFirst(".*\"card\":\"([^\"]+)\".*", "$1");
    String id =
        desk.received(
            clerk, ApplicationKind.EXTENSION, card, "{\"ground\":\"permission-pending\"}");
    assertThat(text(done(desk.complete(clerk, id)))).contains("\"expiresOn\":\"2027-05-31\"");
  }

  @Test
  void complete_pinReset_isRecorded() {
    Card card = ca.card();
    String id =
        received(
            ApplicationKind.PIN, card, "{\"pin\":\"signature\",\"what\":\"reset\"," + CHECK + "}");
    done(desk.complete(clerk, id));
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'pin-recorded' AND card = ?",
                card.id()))
        .isOne();
  }

  @Test
  void complete_revocationByTheOffice_takesASupervisor() {
    Card card = ca.card();
    Serial serial = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card)).serial();
    String id =
        received(
            ApplicationKind.REVOCATION,
            card,
            "{\"authority\":\"signature\",\"serial\":\"%s\",\"ground\":\"erroneous-issue\"}"
                .formatted(serial));
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.GROUND_NOT_ALLOWED);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(text(done(desk.complete(supervisor, id)))).contains("affiliationChanged");
  }

  /** What is approved is what is done: a certificate of the card that the application names. */
  @Test
  void receive_revocationOfAnotherCardsCertificate_refused() {
    Card card = ca.card();
    Serial serial = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card)).serial();
    String content =
        "{\"authority\":\"signature\",\"serial\":\"%s\",\"ground\":\"holder-request\"}"
            .formatted(serial);
    Optional<String> other = Optional.of(ca.card().id());
    assertThat(code(desk.receive(clerk, ApplicationKind.REVOCATION, other, content)))
        .isEqualTo(RefusalCode.CERTIFICATE_NOT_ON_CARD);
    done(desk.receive(clerk, ApplicationKind.REVOCATION, Optional.of(card.id()), content));
    done(desk.receive(clerk, ApplicationKind.REVOCATION, Optional.empty(), content));
  }

  /** One that was received when nobody looked does not get through. */
  @Test
  void complete_revocationOfAnotherCardsCertificate_isRefusedForGood() {
    Card card = ca.card();
    CardCertificate certificate = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    String id =
        received(
            ApplicationKind.REVOCATION,
            card,
            "{\"authority\":\"signature\",\"serial\":\"%s\",\"ground\":\"holder-request\",%s}"
                .formatted(certificate.serial(), CHECK));
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.application SET card_id = ? WHERE application_id = ?",
                ca.card().id(),
                id));
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.CERTIFICATE_NOT_ON_CARD);
    assertThat(desk.row(id).state()).isEqualTo(ApplicationState.REFUSED);
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM status.revocation WHERE serial = ?",
                certificate.serial().octets()))
        .isZero();
  }

  /** The worse fact is told through the desk, too. */
  @Test
  void complete_compromiseOfRevoked_tellsTheNewReason() {
    Card card = ca.card();
    CardCertificate certificate = CaFixture.of(Authority.SIGNATURE, ca.issueBoth(card));
    String form = "{\"authority\":\"signature\",\"serial\":\"%s\",\"ground\":\"%s\"," + CHECK + "}";
    for (String ground : List.of("holder-request", "key-compromise", "key-compromise")) {
      String id =
          received(ApplicationKind.REVOCATION, card, form.formatted(certificate.serial(), ground));
      assertThat(text(done(desk.complete(clerk, id))))
          .contains(ground.startsWith("key") ? "keyCompromise" : "cessationOfOperation");
    }
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'revocation-amended' AND card = ?",
                card.id()))
        .isOne();
  }

  @Test
  void complete_revocationForTheHolder_needsTheHoldersIdentity() {
    Card card = ca.card();
    CardCertificate certificate = CaFixture.of(Authority.USER_IDENTIFICATION, ca.issueBoth(card));
    String id =
        received(
            ApplicationKind.REVOCATION,
            card,
            "{\"authority\":\"user-identification\",\"serial\":\"%s\",\"ground\":\"holder-request\"}"
                .formatted(certificate.serial()));
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.IDENTITY_CHECK_NEEDED);
    assertThat(text(done(desk.complete(clerk, id, "{" + CHECK + "}"))))
        .contains("cessationOfOperation");
  }
}
