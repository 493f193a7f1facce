package org.jitsuin.ca.officeact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.application.Execution.Task;
import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in a request for an office act, read directly and as an application. */
class OfficeActsTest {
  private static final Optional<String> CARD = Optional.of("6f0e8a2c-9d0b-4c39-8d55-0d5a3a6f1c11");
  private static final StaffMember CLERK =
      new StaffMember(
          "clerk",
          "clerk",
          Role.OFFICE_CLERK,
          Optional.of("13221"),
          Optional.of("13221001A"),
          Serial.parse("0a0b0c"));
  private static final String CHECK =
      "'identityCheck':{'present':['holder'],'documents':['passport']}";
  private static final RequestId REQUEST =
      new RequestId("clerk", "key", Fingerprint.of(new byte[] {1}));

  /** Nothing here comes as far as a use case. */
  private final OfficeActs acts =
      new OfficeActs(null, null, null, null, () -> Instant.parse("2026-11-22T01:00:00Z"));

  private final Map<ApplicationKind, Execution> executions = acts.executions();

  private static byte[] octets(String content) {
    return content.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static Task task(String content) {
    return new Task(CARD, Bytes.of(octets(content)));
  }

  private static Refusal invalid(String detail) {
    return new Refusal(RefusalCode.REQUEST_INVALID, detail);
  }

  @ParameterizedTest
  @EnumSource(ApplicationKind.class)
  void executions_everyKind_hasOne(ApplicationKind kind) {
    assertThat(executions).containsKey(kind);
  }

  /** What comes about at the counter may be missing until then, and not when it is carried out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CERTIFICATES | {} | requests",
        "CERTIFICATES | {'ward':true} | requests",
        "RENEWAL | {'ground':'departure'} | requests",
        "REPLACEMENT | {'feeYen':800} | cause",
        "EXTENSION | {} | ground",
        "LIFT | {} | identityCheck",
        "PIN | {} | pin",
        "PIN | {'pin':'signature'} | what",
        "REVOCATION | {'authority':'signature','serial':'0a'} | ground"
      })
  void execute_memberThatIsStillMissing_isRefusedOnlyThen(
      ApplicationKind kind, String content, String missing) {
    assertThat(executions.get(kind).fault(task(content))).isEmpty();
    assertThat(executions.get(kind).execute(CLERK, REQUEST, task(content)))
        .isEqualTo(new Outcome.Refused<Bytes>(invalid("member " + missing + " must not be null")));
  }

  /** Without a record of whom the office saw there is neither card nor certificate. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CERTIFICATES | {'requests':{'signature':'x'}}",
        "RENEWAL | {'requests':{'signature':'x'},'ground':'departure'}",
        "REPLACEMENT | {'cause':'damaged'}",
        "REGISTRATION | {'municipality':'13221','holder':{'registerId':'r-1','name':'番号　花子',"
            + "'address':'東京都清瀬市','sex':'female','birthDate':'1980-02-17'}}"
      })
  void read_withoutIdentityCheck_isRefusedAtBothDoors(ApplicationKind kind, String content) {
    Refusal needed = Refusal.of(RefusalCode.IDENTITY_CHECK_NEEDED);
    assertThat(
            catchThrowableOfType(RequestRefused.class, () -> acts.read(kind, octets(content)))
                .refusal())
        .isEqualTo(needed);
    assertThat(executions.get(kind).fault(task(content))).isEmpty();
    assertThat(executions.get(kind).execute(CLERK, REQUEST, task(content)))
        .isEqualTo(new Outcome.Refused<Bytes>(needed));
    String checked = content.replaceFirst("}$", "," + CHECK + "}");
    assertThat(acts.read(kind, octets(checked))).isNotNull();
  }

  /** Both doors say the same of the same content. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "REGISTRATION | {}",
        "REGISTRATION | {'municipality':'13221','holder':{'registerId':'r-1'}}",
        "CERTIFICATES | {'requests':{}}",
        "CERTIFICATES | {'requests':{'pencil':'x'}}",
        "CERTIFICATES | {'requests':{'signature':'x'},'ground':'departure'," + CHECK + "}",
        "CERTIFICATES | {'requests':{'signature':'x'},'identityCheck':{'present':[]}}",
        "RENEWAL | {'requests':{'signature':'x'},'ground':'other'," + CHECK + "}",
        "RENEWAL | {'requests':['x']}",
        "REPLACEMENT | {'cause':'eaten'}",
        "REPLACEMENT | {'cause':'lost','feeYen':-1}",
        "REPLACEMENT | {'cause':'lost','notification':'a b'}",
        "REPLACEMENT | {'cause':'lost','why':'x'}",
        "EXTENSION | {'ground':'because'}",
        "LIFT | {'identityCheck':{'present':[],'documents':[]}}",
        "LIFT | {'identityCheck':{'present':['cat'],'documents':['passport']}}",
        "PIN | {'pin':'signature','what':'guessed'}"
      })
  void fault_wrongContent_isWhatTheDirectEndpointSays(ApplicationKind kind, String content) {
    RequestRefused refused =
        catchThrowableOfType(RequestRefused.class, () -> acts.read(kind, octets(content)));
    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.REQUEST_INVALID);
    assertThat(executions.get(kind).fault(task(content))).contains(refused.refusal());
    assertThat(executions.get(kind).execute(CLERK, REQUEST, task(content)))
        .isEqualTo(new Outcome.Refused<Bytes>(refused.refusal()));
  }

  /** What a second person approves is complete, and nothing that is refused whoever asks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CERTIFICATES | {} | REQUEST_INVALID",
        "CERTIFICATES | {'requests':{'signature':'x'}} | IDENTITY_CHECK_NEEDED",
        "CERTIFICATES | {'requests':{'signature':'x'}," + CHECK + "} | KEY_REQUEST_INVALID",
        "REPLACEMENT | {'cause':'damaged'} | IDENTITY_CHECK_NEEDED",
        "REPLACEMENT | {'cause':'damaged','identityCheck':{'present':['holder'],"
            + "'documents':['pension-book']}} | IDENTITY_CHECK_INSUFFICIENT",
        "REPLACEMENT | {'cause':'damaged'," + CHECK + "} | ",
        "EXTENSION | {} | REQUEST_INVALID",
        "EXTENSION | {'ground':'stay-extended'} | ",
        "LIFT | {} | REQUEST_INVALID",
        "LIFT | {" + CHECK + "} | ",
        "PIN | {'pin':'signature','what':'locked'} | ",
        "PIN | {'pin':'signature','what':'reset'} | IDENTITY_CHECK_NEEDED",
        "PIN | {'pin':'signature','what':'reset'," + CHECK + "} | ",
        "REVOCATION | {'authority':'signature','serial':'0a'} | REQUEST_INVALID",
        "REVOCATION | {'authority':'signature','serial':'0a','ground':'holder-request'} |"
            + " IDENTITY_CHECK_NEEDED",
        "REVOCATION | {'authority':'signature','serial':'0a','ground':'ex-officio'} | ",
        "REVOCATION | {'authority':'signature','serial':'0a','ground':'key-compromise',"
            + CHECK
            + "} | "
      })
  void material_complete_orWhatIsMissing(
      ApplicationKind kind, String content, RefusalCode missing) {
    Outcome<Material> material = executions.get(kind).material(task(content));
    if (missing == null) {
      assertThat(material)
          .isInstanceOfSatisfying(
              Outcome.Done.class,
              done ->
                  assertThat(((Material) done.result()).check().isPresent())
                      .isEqualTo(content.contains("identityCheck")));
    } else {
      assertThat(material)
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(missing));
    }
  }

  private static String requests(CardKey signature, CardKey identification) {
    return "{\"requests\":{\"signature\":\"%s\",\"user-identification\":\"%s\"},%s}"
        .formatted(
            signature.pem().replace("\r", "").replace("\n", "\\n"),
            identification.pem().replace("\r", "").replace("\n", "\\n"),
            CHECK);
  }

  private static Fingerprint hash(CardKey key) {
    return Fingerprint.of(key.key().publicKey().getEncoded());
  }

  /** By the hashes under which keys are known everywhere else. */
  @Test
  void material_ofCertificates_hasTheHashOfEachKey() {
    CardKey signature = CardKey.p384();
    CardKey identification = CardKey.rsa2048();
    Execution certificates = executions.get(ApplicationKind.CERTIFICATES);
    assertThat(certificates.material(task(requests(signature, identification))).map(Material::keys))
        .isEqualTo(
            Outcome.done(
                Map.of(
                    Authority.SIGNATURE,
                    hash(signature),
                    Authority.USER_IDENTIFICATION,
                    hash(identification))));
    assertThat(certificates.material(task(requests(signature, signature))))
        .isEqualTo(Outcome.refused(RefusalCode.KEY_REUSED, "user-identification"));
  }

  @Test
  void read_whatLooksLikeAPin_isRefusedAtBothDoors() {
    String content = "{'pin':'1234','what':'locked'}";
    assertThat(
            catchThrowableOfType(
                    RequestRefused.class, () -> acts.read(ApplicationKind.PIN, octets(content)))
                .refusal()
                .code())
        .isEqualTo(RefusalCode.PIN_NOT_ACCEPTED);
    assertThat(executions.get(ApplicationKind.PIN).fault(task(content)))
        .contains(Refusal.of(RefusalCode.PIN_NOT_ACCEPTED));
  }

  @Test
  void execute_cardActWithoutACard_isRefused() {
    Task task = new Task(Optional.empty(), Bytes.of(octets("{'ground':'stay-extended'}")));
    assertThat(executions.get(ApplicationKind.EXTENSION).execute(CLERK, REQUEST, task))
        .isEqualTo(new Outcome.Refused<Bytes>(invalid("member card is missing")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'ground':'holder-request'} | member authority must not be null",
        "{'authority':'signature'} | member serial must not be null",
        "{'authority':'pencil','serial':'0a'} | member authority is not one of its allowed values",
        "{'authority':'signature','serial':'xyz'} | member serial is not one of its allowed values",
        "{'authority':'signature','serial':10} | member serial is missing, unknown or not of the"
            + " right form",
        "{'authority':'signature','serial':'0a','ground':'renewed'} | member ground is not one of"
            + " its allowed values",
        "{'authority':'signature','serial':'0a','invalidSince':'1999-12-31T00:00:00Z'} | member"
            + " invalidSince must not be before 2000-01-01T00:00:00Z",
        "{'authority':'signature','serial':'0a','note':''} | member note is 1 to 1000 characters,"
            + " none of them a control character"
      })
  void fault_revocation_namesTheMember(String content, String detail) {
    assertThat(executions.get(ApplicationKind.REVOCATION).fault(task(content)))
        .contains(invalid(detail));
  }

  @Test
  void certificate_ofARevocation_isOnTheCardThatWasNamed() {
    Task task = task("{'authority':'signature','serial':'0a0b'}");
    assertThat(executions.get(ApplicationKind.REVOCATION).certificate(task))
        .contains(new Subject.OfCertificate(Authority.SIGNATURE, Serial.parse("0a0b"), CARD));
    assertThat(executions.get(ApplicationKind.LIFT).certificate(task("{}"))).isEmpty();
  }
}
