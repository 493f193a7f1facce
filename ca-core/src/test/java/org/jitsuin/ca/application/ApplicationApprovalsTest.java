package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.ApplicationState;
import org.jitsuin.ca.model.Card;
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

/** Two people, and what the second one has seen: that is carried out, and nothing else. */
@Tag("stack")
class ApplicationApprovalsTest {
  private static final String CHECK =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}";

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final StaffMember clerk = ca.clerk();
  private final StaffMember one = ca.staff("supervisor-13221");
  private final StaffMember other = ca.staff("supervisor2-13221");
  private final Card card = ca.card();

  @AfterEach
  void end() {
    desk.close();
  }

  private void demandSecondPerson() {
    Wish wish = new Wish("13221", Set.of(ApplicationKind.values()));
    done(desk.dualControl().propose(one, CaFixture.request(one), wish));
    done(desk.dualControl().approve(other, CaFixture.request(other), wish));
  }

  private static RefusalCode code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static String requests(CardKey key) {
    String pem = key.pem().replace("\r", "").replace("\n", "\\n");
    return "{\"requests\":{\"user-identification\":\"" + pem + "\"}}";
  }

  private static String checked(String content) {
    return content.replaceFirst("}$", (content.equals("{}") ? "" : ",") + CHECK + "}");
  }

  private String received(String content) {
    return desk.received(clerk, ApplicationKind.CERTIFICATES, card.id(), content);
  }

  private ApplicationState state(String id) {
    return desk.row(id).state();
  }

  private JsonNode view(StaffMember caller, String id) {
    return Json.tree(Json.write(done(desk.applications().read(caller, id))));
  }

  private String entry(String kind, String application) {
    return ca.admin()
        .withHandle(handle ->
            handle
                .select(
                    "SELECT body FROM audit.entry WHERE kind = ? AND body LIKE ?",
                    kind,
                    "%" + application + "%")
                .mapTo(byte[].class)
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .one());
  }

  private long issued() {
    return ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id());
  }

  /** The keys are there before anybody agrees, and the approver sees which. */
  @Test
  void approve_whatIsComplete_commitsToKeysAndCheck() {
    demandSecondPerson();
    String id = received("{}");
    assertThat(state(id)).isEqualTo(ApplicationState.RECEIVED);
    assertThat(view(one, id).get("complete").asBoolean()).isFalse();
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    CardKey key = CardKey.p384();
    assertThat(done(desk.extend(clerk, id, requests(key))).state())
        .isEqualTo(ApplicationState.RECEIVED);
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    assertThat(code(desk.complete(clerk, id, "{" + CHECK + "}")))
        .isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    assertThat(done(desk.extend(clerk, id, "{" + CHECK + "}")).state())
        .isEqualTo(ApplicationState.AWAITING_APPROVAL);
    assertThat(desk.entries("application-extended", id)).isEqualTo(2);

    Fingerprint hash = Fingerprint.of(key.key().publicKey().getEncoded());
    JsonNode seen = view(one, id);
    assertThat(seen.get("complete").asBoolean()).isTrue();
    assertThat(seen.get("keys").toString()).isEqualTo("{\"user-identification\":\"" + hash + "\"}");
    assertThat(seen.at("/content/identityCheck/documents/0").asText()).isEqualTo("passport");
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    assertThat(done(desk.approve(one, id, Map.of(Authority.USER_IDENTIFICATION, hash))).state())
        .isEqualTo(ApplicationState.RECEIVED);
    assertThat(entry("application-approved", id))
        .contains(
            "\"keys\":[{\"authority\":\"user-identification\",\"key\":\"" + hash + "\"}]",
            "\"documents\":[\"passport\"]",
            "\"present\":[\"holder\"]");
    assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.certificate WHERE card_id = ? AND key_hash = ?",
                card.id(),
                hash.octets()))
        .isOne();
  }

  /** Whoever brought some of it is not the second person, though somebody else entered it. */
  @Test
  void approve_byWhoeverAddedTheKeys_refused() {
    demandSecondPerson();
    String id = received("{" + CHECK + "}");
    done(desk.extend(one, id, requests(CardKey.p384())));
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.SAME_PERSON);
    done(desk.approve(other, id));
    assertThat(done(desk.complete(one, id)).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  /** What stands there was approved: not a word more, not another key. */
  @Test
  void complete_withAnythingMoreThanWasApproved_refused() {
    demandSecondPerson();
    String id = received(checked(requests(CardKey.p384())));
    assertThat(state(id)).isEqualTo(ApplicationState.AWAITING_APPROVAL);
    for (String more : new String[] {"{\"ward\":true}", requests(CardKey.p384())}) {
      assertThat(code(desk.extend(clerk, id, more)))
          .isEqualTo(RefusalCode.APPLICATION_CONTENT_FIXED);
    }
    done(desk.approve(one, id));
    for (String more : new String[] {"{\"ward\":true}", requests(CardKey.p384())}) {
      assertThat(code(desk.complete(clerk, id, more)))
          .isEqualTo(RefusalCode.APPLICATION_CONTENT_FIXED);
      assertThat(code(desk.extend(clerk, id, more)))
          .isEqualTo(RefusalCode.APPLICATION_CONTENT_FIXED);
    }
    assertThat(issued()).isZero();
    assertThat(done(desk.complete(clerk, id, "{}")).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  @Test
  void approve_otherKeysThanWereSeen_refused() {
    demandSecondPerson();
    String id = received(checked(requests(CardKey.p384())));
    Fingerprint another = Fingerprint.of(CardKey.p384().key().publicKey().getEncoded());
    for (Map<Authority, Fingerprint> seen :
        List.of(Map.<Authority, Fingerprint>of(), Map.of(Authority.USER_IDENTIFICATION, another))) {
      assertThat(code(desk.approve(one, id, seen))).isEqualTo(RefusalCode.APPLICATION_KEYS_DIFFER);
    }
    assertThat(state(id)).isEqualTo(ApplicationState.AWAITING_APPROVAL);
    done(desk.approve(one, id));
  }

  /** Whoever can write the row cannot have something else carried out. */
  @Test
  void complete_contentThatIsNotTheApprovedOne_awaitsApprovalAgain() {
    demandSecondPerson();
    String id = received(checked(requests(CardKey.p384())));
    done(desk.approve(one, id));
    Bytes changed = ApplicationFixture.json(checked(requests(CardKey.p384())));
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.application SET content = ? WHERE application_id = ?",
                changed.bytes(),
                id));
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    assertThat(issued()).isZero();
  }

  /** Approved by the release before, when the keys came afterwards. */
  @Test
  void complete_approvedBeforeTheKeysWere_isApprovedAgain() {
    String id = received("{}");
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE ca.application SET approved_by = ?, approved_at = ? WHERE application_id ="
                    + " ?",
                one.person(),
                Instant.EPOCH.toEpochMilli(),
                id));
    demandSecondPerson();
    String content = checked(requests(CardKey.p384()));
    assertThat(code(desk.complete(clerk, id, content)))
        .isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    FiledApplication extended = done(desk.extend(clerk, id, content));
    assertThat(extended.state()).isEqualTo(ApplicationState.AWAITING_APPROVAL);
    assertThat(extended.approved()).isEmpty();
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.APPLICATION_AWAITS_APPROVAL);
    done(desk.approve(one, id));
    assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  /** A key that was certified meanwhile cannot be replaced in what was approved. */
  @Test
  void complete_approvedWithAKeyThatIsUsedMeanwhile_ends() {
    CardKey key = CardKey.p384();
    demandSecondPerson();
    String id = received(checked(requests(key)));
    done(desk.approve(one, id));
    done(ca.issue(clerk, ca.card(), Map.of(Authority.USER_IDENTIFICATION, key.pem())));
    assertThat(code(desk.complete(clerk, id))).isEqualTo(RefusalCode.KEY_REUSED);
    assertThat(state(id)).isEqualTo(ApplicationState.REFUSED);
  }

  /** Nothing that is missing can be approved, whatever is applied for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CERTIFICATES | {} | {CHECK}",
        "RENEWAL | {\"ground\":\"departure\"} | {CHECK}",
        "REPLACEMENT | {\"cause\":\"damaged\"} | {\"feeYen\":1}",
        "EXTENSION | {} | {\"ground\":\"stay-extended\"}",
        "LIFT | {} | {CHECK}",
        "PIN | {\"pin\":\"signature\",\"what\":\"reset\"} | {CHECK}"
      })
  void receive_incomplete_waitsForItsContentFirst(
      ApplicationKind kind, String content, String more) {
    demandSecondPerson();
    String id = desk.received(clerk, kind, card.id(), content);
    assertThat(state(id)).isEqualTo(ApplicationState.RECEIVED);
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    FiledApplication extended = done(desk.extend(clerk, id, more.replace("CHECK", CHECK)));
    boolean complete =
        Set.of(ApplicationKind.EXTENSION, ApplicationKind.LIFT, ApplicationKind.PIN).contains(kind);
    assertThat(extended.state())
        .isEqualTo(complete ? ApplicationState.AWAITING_APPROVAL : ApplicationState.RECEIVED);
  }

  @Test
  void receive_registrationWithoutIdentityCheck_waitsForItFirst() {
    demandSecondPerson();
    String content =
        """
        {"municipality":"13221","holder":{"registerId":"r-%s","name":"山田　花子",
         "address":"東京都清瀬市中里五丁目８４２番地","sex":"female","birthDate":"1980-02-17"}}
        """
            .formatted(UUID.randomUUID())
            .strip();
    String id =
        done(desk.receive(clerk, ApplicationKind.REGISTRATION, Optional.empty(), content))
            .subject()
            .id();
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
    done(desk.extend(clerk, id, "{" + CHECK + "}"));
    done(desk.approve(one, id));
    assertThat(done(desk.complete(clerk, id)).state()).isEqualTo(ApplicationState.COMPLETED);
  }

  /** An identity check that will be refused is none to approve. */
  @Test
  void extend_withACheckThatDoesNotSuffice_isNotComplete() {
    demandSecondPerson();
    String id = received(requests(CardKey.p384()));
    String little = "{" + CHECK.replace("passport", "pension-book") + "}";
    assertThat(done(desk.extend(clerk, id, little)).state()).isEqualTo(ApplicationState.RECEIVED);
    assertThat(code(desk.approve(one, id))).isEqualTo(RefusalCode.APPLICATION_INCOMPLETE);
  }

  @Test
  void extend_wrongOrNothing_refusedAndNotKept() {
    String id = received("{}");
    for (String more : new String[] {"{}", "{\"pencil\":1}", "{\"requests\":{\"pencil\":\"x\"}}"}) {
      assertThat(code(desk.extend(clerk, id, more))).isEqualTo(RefusalCode.REQUEST_INVALID);
    }
    assertThat(code(desk.extend(ca.staff("clerk-13104"), id, "{" + CHECK + "}")))
        .isEqualTo(RefusalCode.OTHER_MUNICIPALITY);
    done(desk.refuse(clerk, id, "x"));
    assertThat(code(desk.extend(clerk, id, "{" + CHECK + "}")))
        .isEqualTo(RefusalCode.APPLICATION_ENDED);
    assertThat(desk.entries("application-extended", id)).isZero();
  }

  /** Where nobody asks for a second person, what was added is there for whoever completes it. */
  @Test
  void extend_withoutDualControl_isCompletedByAnybody() {
    String id = received("{}");
    assertThat(done(desk.extend(clerk, id, "{" + CHECK + "}")).state())
        .isEqualTo(ApplicationState.RECEIVED);
    assertThat(done(desk.complete(one, id, requests(CardKey.p384()))).state())
        .isEqualTo(ApplicationState.COMPLETED);
  }
}
