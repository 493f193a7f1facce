package org.jitsuin.ca.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jitsuin.ca.testing.CaFixture.done;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.ca.application.DualControl.Wish;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.officeact.Call;
import org.jitsuin.ca.officeact.OfficeActs;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.FiledApplication;
import org.jitsuin.ca.testing.ApplicationFixture;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one credential can bring about by itself, at both doors and in any order. */
@Tag("stack")
class OneCredentialTest {
  private static final String CHECK =
      "\"identityCheck\":{\"present\":[\"holder\"],\"documents\":[\"passport\"]}";
  private static final int STEPS = 30;

  private final ApplicationFixture desk = ApplicationFixture.started();
  private final CaFixture ca = desk.ca();
  private final OfficeActs acts =
      new OfficeActs(
          ca.registerCard(), ca.issueCertificates(), ca.performAct(), desk.rules(), ca.clock());
  private final Card card = ca.card();
  private final String registerId = "r-" + UUID.randomUUID();
  private final List<String> applications = new ArrayList<>();
  private final CardKey key = CardKey.p384();

  @AfterEach
  void end() {
    desk.close();
  }

  private long certificates() {
    return ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id());
  }

  private long cards() {
    return ca.count(
        "SELECT COUNT(*) FROM ca.card WHERE register_id = ? OR predecessor = ?",
        registerId,
        card.id());
  }

  private long entries(String condition) {
    return ca.count(
        "SELECT COUNT(*) FROM audit.entry WHERE kind = 'certificates-issued' AND card = ?"
            + condition,
        card.id());
  }

  /** Everything that such a request may hold, with or without the check of identity. */
  private String content(ApplicationKind kind, boolean checked) {
    String pem = key.pem().replace("\r", "").replace("\n", "\\n");
    String members =
        switch (kind) {
          case CERTIFICATES, RENEWAL -> "\"requests\":{\"user-identification\":\"" + pem + "\"}";
          case REPLACEMENT -> "\"cause\":\"damaged\"";
          default ->
              String.format(
                  Locale.ROOT,
                  "\"municipality\":\"13221\",\"holder\":{\"registerId\":\"%s\",\"name\":\"山田　花子\","
                      + "\"address\":\"東京都清瀬市中里\",\"sex\":\"female\","
                      + "\"birthDate\":\"1980-02-17\"}",
                  registerId);
        };
    return "{" + members + (checked ? "," + CHECK : "") + "}";
  }

  private static ApplicationKind kind(Random random) {
    return List.of(
            ApplicationKind.CERTIFICATES,
            ApplicationKind.RENEWAL,
            ApplicationKind.REPLACEMENT,
            ApplicationKind.REGISTRATION)
        .get(random.nextInt(4));
  }

  /** As the filter in front of the direct endpoints and the endpoint behind it. */
  private Outcome<?> directly(StaffMember caller, ApplicationKind kind, String content) {
    if (desk.rules().direct(caller, kind).isPresent()) {
      return new Outcome.Refused<>(desk.rules().direct(caller, kind).get());
    }
    try {
      return acts.read(kind, content.getBytes(StandardCharsets.UTF_8))
          .perform(
              new Call(
                  caller,
                  CaFixture.request(caller),
                  kind == ApplicationKind.REGISTRATION
                      ? Optional.empty()
                      : Optional.of(new Subject.OfCard(card.id())),
                  Optional.empty()));
    } catch (RequestRefused refused) {
      return new Outcome.Refused<>(refused.refusal());
    }
  }

  private void receive(StaffMember caller, ApplicationKind kind, String content) {
    Optional<String> of =
        kind == ApplicationKind.REGISTRATION ? Optional.empty() : Optional.of(card.id());
    if (desk.receive(caller, kind, of, content)
        instanceof Outcome.Done<FiledApplication>(FiledApplication row)) {
      applications.add(row.subject().id());
    }
  }

  private void step(StaffMember caller, Random random, boolean mayCheck) {
    ApplicationKind kind = kind(random);
    boolean checked = mayCheck && random.nextBoolean();
    String application =
        applications.isEmpty() ? "" : applications.get(random.nextInt(applications.size()));
    String more = random.nextBoolean() && mayCheck ? "{" + CHECK + "}" : content(kind, false);
    switch (random.nextInt(7)) {
      case 0 -> directly(caller, kind, content(kind, checked));
      case 1 -> receive(caller, kind, content(kind, checked));
      case 2 ->
          receive(
              caller, kind, kind == ApplicationKind.REGISTRATION ? content(kind, checked) : "{}");
      case 3 -> desk.extend(caller, application, more);
      case 4 -> desk.approve(caller, application);
      case 5 -> desk.complete(caller, application);
      default -> desk.complete(caller, application, more);
    }
  }

  private void demandSecondPerson() {
    StaffMember one = ca.staff("supervisor-13221");
    StaffMember other = ca.staff("supervisor2-13221");
    Wish wish = new Wish("13221", Set.of(ApplicationKind.values()));
    done(desk.dualControl().propose(one, CaFixture.request(one), wish));
    done(desk.dualControl().approve(other, CaFixture.request(other), wish));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void sequence_ofASupervisorUnderDualControl_bringsNothingIntoBeing(long seed) {
    demandSecondPerson();
    Random random = new Random(seed);
    StaffMember supervisor = ca.staff("supervisor-13221");
    for (int i = 0; i < STEPS; i++) {
      step(supervisor, random, true);
    }
    assertThat(applications).hasSizeGreaterThan(2);
    assertThat(certificates()).isZero();
    assertThat(cards()).isZero();
  }

  /** Whoever says nothing of whom the office saw gets nothing, with or without dual control. */
  @ParameterizedTest
  @ValueSource(longs = 4)
  void sequence_withoutIdentityCheck_bringsNothingIntoBeing(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(ca.staff(random.nextBoolean() ? "supervisor-13221" : "clerk-13221"), random, false);
    }
    assertThat(certificates()).isZero();
    assertThat(cards()).isZero();
  }

  /**
   * The same steps do bring something about where they may: otherwise the tests above say nothing.
   */
  @ParameterizedTest
  @ValueSource(longs = 6)
  void sequence_withIdentityCheck_isEvidenced(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      step(ca.clerk(), random, true);
    }
    assertThat(certificates() + cards()).isPositive();
    assertThat(entries("")).isEqualTo(entries(" AND body LIKE '%\"documents\":[\"passport\"]%'"));
  }
}
