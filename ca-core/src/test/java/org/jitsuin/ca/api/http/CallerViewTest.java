package org.jitsuin.ca.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.brake.Budget;
import org.jitsuin.ca.brake.BudgetUse;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Policy;
import org.jitsuin.ca.lifecycle.Policy.Amendment;
import org.jitsuin.ca.lifecycle.Policy.LiftOfSignature;
import org.jitsuin.ca.lifecycle.Policy.RegisterConfirmation;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;
import org.junit.jupiter.api.Test;

class CallerViewTest {
  private static final Instant NOW = Instant.parse("2026-11-29T03:04:05Z");
  private static final Serial SERIAL = Serial.of(new byte[] {0x3f, 0x01});

  private static final StaffMember CLERK =
      new StaffMember(
          "p-4711",
          "佐藤",
          Role.OFFICE_CLERK,
          Optional.of("13221"),
          Optional.of("13221001A"),
          SERIAL);
  private static final StaffMember AUDITOR =
      new StaffMember("p-1", "auditor", Role.AUDITOR, Optional.empty(), Optional.empty(), SERIAL);

  private static ServerFacts facts(
      boolean production, Duration offset, RegisterConfirmation confirmation) {
    Policy policy =
        new Policy(
            new ValidityRules(LeapDayRule.FEBRUARY_28),
            LiftOfSignature.RESTORED,
            Optional.empty(),
            Amendment.TOLD,
            confirmation);
    return new ServerFacts(
        production,
        offset,
        InstantSource.fixed(NOW.plus(offset)),
        InstantSource.fixed(NOW),
        policy,
        Municipalities.read());
  }

  private static JsonNode told(
      StaffMember member, Optional<Set<ApplicationKind>> twoPeople, ServerFacts facts) {
    Map<Budget, BudgetUse> none = Map.of();
    Instant end = NOW.plus(Duration.ofDays(30)).plusSeconds(1);
    return Json.tree(Json.write(CallerView.of(member, end, none, twoPeople, facts)));
  }

  @Test
  void caller_ofAnOfficeInATraining_isToldSo() {
    ServerFacts training = facts(false, Duration.ofDays(-398), RegisterConfirmation.NOT_REQUIRED);
    Set<ApplicationKind> kinds = Set.of(ApplicationKind.REVOCATION, ApplicationKind.LIFT);
    assertThat(told(CLERK, Optional.of(kinds), training))
        .hasToString(
            """
            {"person":"p-4711","name":"佐藤","role":"office-clerk","municipality":"13221",\
            "window":"13221001A",\
            "office":{"code":"13221","name":"Kiyose-shi","nameJa":"清瀬市",\
            "prefecture":"Tokyo-to","prefectureJa":"東京都"},\
            "certificate":{"serial":"3f01","notAfter":"2026-12-29T03:04:06Z","daysLeft":30},\
            "clock":{"now":"2025-10-27T03:04:05Z","moved":true,"offset":"PT-9552H"},\
            "mode":"development",\
            "policies":{"registerConfirmation":false,"dualControl":["lift","revocation"]},\
            "languages":["ja","en"]}\
            """);
  }

  @Test
  void caller_ofNoOfficeInProduction_isToldSo() {
    ServerFacts real = facts(true, Duration.ZERO, RegisterConfirmation.REQUIRED);
    JsonNode told = told(AUDITOR, Optional.empty(), real);
    assertThat(told.get("clock")).hasToString("{\"now\":\"2026-11-29T03:04:05Z\",\"moved\":false}");
    assertThat(told.get("mode").asText()).isEqualTo("production");
    assertThat(told.get("policies")).hasToString("{\"registerConfirmation\":true}");
    assertThat(told.has("municipality")).isFalse();
    assertThat(told.has("office")).isFalse();
    assertThat(told.has("window")).isFalse();
  }

  /** It counts down to 0 on its last day, and goes on below. */
  @Test
  void daysLeft_aroundTheEnd_areWhole() {
    assertThat(CallerView.CertificateView.of(CLERK, NOW.plusSeconds(86_399), NOW).daysLeft())
        .isZero();
    assertThat(CallerView.CertificateView.of(CLERK, NOW.plusSeconds(86_400), NOW).daysLeft())
        .isEqualTo(1);
    assertThat(CallerView.CertificateView.of(CLERK, NOW.minusSeconds(1), NOW).daysLeft())
        .isEqualTo(-1);
  }
}
